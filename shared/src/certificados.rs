//! TLS que no cuesta nada hasta la primera página `https://`.
//!
//! Leer los certificados raíz del sistema es casi todo lo que tarda en prepararse un cliente, y los
//! procesos hijos de una lección lo pagarían aunque solo pidan `http://`. Aquí se leen cuando un
//! servidor presenta el suyo. También así el servidor local funciona en un equipo sin certificados.

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, DigitallySignedStruct, Error, SignatureScheme};
use rustls_platform_verifier::Verifier;
use std::sync::{Arc, OnceLock};

/// La configuración de TLS de rustls, con los certificados del sistema leídos al primer uso.
pub(crate) fn tls() -> Result<ClientConfig, Error> {
    let cifrado = Arc::new(ring::default_provider());
    let del_sistema = DelSistema { cifrado: Arc::clone(&cifrado), verificador: OnceLock::new() };
    let configuracion = ClientConfig::builder_with_provider(cifrado)
        .with_safe_default_protocol_versions()?
        .dangerous() // rustls llama así a todo verificador propio; este delega en el del sistema
        .with_custom_certificate_verifier(Arc::new(del_sistema))
        .with_no_client_auth();
    Ok(configuracion)
}

#[derive(Debug)]
struct DelSistema {
    cifrado: Arc<CryptoProvider>,
    verificador: OnceLock<Result<Verifier, Error>>,
}

impl DelSistema {
    fn verificador(&self) -> Result<&Verifier, Error> {
        self.verificador
            .get_or_init(|| Verifier::new(Arc::clone(&self.cifrado)))
            .as_ref()
            .map_err(Clone::clone)
    }
}

impl ServerCertVerifier for DelSistema {
    fn verify_server_cert(
        &self,
        certificado: &CertificateDer<'_>,
        intermedios: &[CertificateDer<'_>],
        servidor: &ServerName<'_>,
        ocsp: &[u8],
        ahora: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        self.verificador()?.verify_server_cert(certificado, intermedios, servidor, ocsp, ahora)
    }

    fn verify_tls12_signature(
        &self,
        mensaje: &[u8],
        certificado: &CertificateDer<'_>,
        firma: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.verificador()?.verify_tls12_signature(mensaje, certificado, firma)
    }

    fn verify_tls13_signature(
        &self,
        mensaje: &[u8],
        certificado: &CertificateDer<'_>,
        firma: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.verificador()?.verify_tls13_signature(mensaje, certificado, firma)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.cifrado.signature_verification_algorithms.supported_schemes()
    }
}
