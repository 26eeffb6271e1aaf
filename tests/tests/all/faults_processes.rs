//! Hilos y procesos que fallan, que no se pueden iniciar o que se interrumpen: cada uno se nombra,
//! los demás se esperan y no queda nada en marcha.
#![cfg(unix)]

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use tests::Leccion;
use tests::servidor::Solo;

/// Una lección en marcha, en su propio grupo de procesos: se puede saber si queda alguno.
struct EnMarcha {
    proceso: Child,
    salida: BufReader<std::process::ChildStdout>,
    dicho: String,
}

impl EnMarcha {
    fn iniciar(leccion: &Leccion, argumentos: &[String]) -> Self {
        let mut orden = con_ctrl_c(&leccion.construir().unwrap());
        orden.args(argumentos).stdout(Stdio::piped()).stderr(Stdio::piped()).process_group(0);
        let mut proceso = orden.spawn().unwrap();
        let salida = BufReader::new(proceso.stdout.take().unwrap());
        EnMarcha { proceso, salida, dicho: String::new() }
    }

    /// Lee sus mensajes hasta que ha dicho tantas veces un texto.
    fn hasta(&mut self, texto: &str, veces: usize) {
        while self.dicho.matches(texto).count() < veces {
            assert!(self.salida.read_line(&mut self.dicho).unwrap() > 0, "{}", self.dicho);
        }
    }

    fn hijos(&self) -> Vec<String> {
        let hijos = Command::new("pgrep").args(["-P", &self.proceso.id().to_string()]).output();
        String::from_utf8(hijos.unwrap().stdout).unwrap().lines().map(String::from).collect()
    }

    /// Espera a sus hijos, que aún pueden no haberse iniciado.
    fn esperar_hijos(&self, cuantos: usize) -> Vec<String> {
        loop {
            let hijos = self.hijos();
            if hijos.len() == cuantos {
                return hijos;
            }
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Espera a que termine y comprueba que no queda ningún proceso de su grupo, ni vivo ni zombi.
    fn terminar(mut self) -> Output {
        self.salida.read_to_string(&mut self.dicho).unwrap();
        let grupo = format!("-{}", self.proceso.id());
        let fin = self.proceso.wait_with_output().unwrap();
        let plazo = Instant::now() + Duration::from_secs(10);
        while matar("-0", &grupo) {
            assert!(Instant::now() < plazo, "queda algo en marcha en el grupo {grupo}");
            thread::sleep(Duration::from_millis(10));
        }
        Output { stdout: self.dicho.into_bytes(), ..fin }
    }
}

/// Un programa que atiende a Ctrl-C: quien se inicia en segundo plano puede heredar no hacerlo.
fn con_ctrl_c(programa: &Path) -> Command {
    const CON: [&str; 2] = ["env", "--default-signal=INT"];
    let puede = Command::new(CON[0]).args([CON[1], "true"]).stderr(Stdio::null()).status();
    if !puede.is_ok_and(|estado| estado.success()) {
        return Command::new(programa);
    }
    let mut orden = Command::new(CON[0]);
    orden.arg(CON[1]).arg(programa);
    orden
}

fn matar(senal: &str, a_quien: &str) -> bool {
    let mut orden = Command::new("kill");
    orden.args([senal, "--", a_quien]).stderr(Stdio::null()).status().unwrap().success()
}

fn textos(fin: &Output) -> (String, String) {
    let [salida, errores] =
        [&fin.stdout, &fin.stderr].map(|t| String::from_utf8_lossy(t).into_owned());
    (salida, errores)
}

fn sleeping(nombre: &str) -> Leccion {
    Leccion::binario(&format!("examples-{nombre}"), &format!("examples-{nombre}"))
}

#[test]
fn un_hijo_terminado_por_una_senal_se_nombra_y_el_otro_acaba_su_tarea() {
    let fin = a_tiempo(|| {
        let mut leccion = EnMarcha::iniciar(&sleeping("processes"), &[]);
        leccion.hasta("iniciando", 2);
        matar("-KILL", &leccion.hijos().pop()?);
        Some(leccion.terminar())
    });
    let (salida, errores) = textos(&fin);
    assert_eq!(fin.status.code(), Some(1), "{salida}{errores}");
    assert_eq!(errores.matches(": lo terminó la señal 9 (SIGKILL)").count(), 1, "{errores}");
    assert!(errores.starts_with("\n[-] Proceso "), "{errores}");
    assert_eq!(salida.matches("finalizando").count(), 1, "{salida}");
    assert!(!salida.contains("exitosamente"), "{salida}");
}

/// Una tarea dura dos segundos, y en un equipo muy ocupado la señal puede llegar tarde: entonces la
/// lección termina bien y se vuelve a probar.
fn a_tiempo(probar: impl Fn() -> Option<Output>) -> Output {
    let intentos = (0..10).filter_map(|_| probar());
    intentos.into_iter().find(|fin| !fin.status.success()).expect("una señal a tiempo de diez")
}

#[test]
fn un_hijo_terminado_en_una_peticion_se_nombra_por_su_url() {
    let servidor = Solo::iniciar().unwrap();
    let [corta, larga] = ["0", "25"].map(|s| format!("{}/delay/{s}?bytes=5", servidor.base()));
    let http = Leccion::binario("examples-http", "processes");
    let mut leccion = EnMarcha::iniciar(&http, &[larga.clone(), corta]);
    leccion.hasta("5 bytes", 1);
    // El de la corta ha terminado, y queda sin recoger hasta que le toque: se mata al otro.
    for hijo in leccion.hijos() {
        matar("-KILL", &hijo);
    }
    let fin = leccion.terminar();
    let (salida, errores) = textos(&fin);
    assert_eq!(fin.status.code(), Some(1), "{salida}{errores}");
    let nombrado = format!("[-] URL [{larga}]: lo terminó la señal 9 (SIGKILL)");
    assert!(errores.contains(&nombrado), "{errores}");
    assert!(errores.ends_with("[-] Fallaron 1 de 2 peticiones\n"), "{errores}");
    assert!(salida.contains("Tiempo total transcurrido"), "{salida}");
}

#[test]
fn cada_manera_de_fallar_de_un_hijo_se_nombra_con_su_causa() {
    let programa = Leccion::ejemplo("tests", "hijos_que_fallan");
    let fin = EnMarcha::iniciar(&programa, &[]).terminar();
    let (salida, errores) = textos(&fin);
    assert_eq!(fin.status.code(), Some(1), "{salida}{errores}");
    assert_eq!(salida, "\n[+] bien: 42\n", "{errores}");
    for aviso in [
        "[-] estado: terminó con el estado 7\n",
        "[-] pánico: terminó con el estado 101: un pánico\n",
        "[-] aborto: lo terminó la señal 6 (SIGABRT)\n",
        "[-] silencio: no se entiende su respuesta: \"\"\n",
    ] {
        assert_eq!(errores.matches(aviso).count(), 1, "{aviso}{errores}");
    }
}

#[test]
fn ctrl_c_lo_termina_todo() {
    let servidor = Solo::iniciar().unwrap();
    let lentas: Vec<String> =
        (0..3).map(|i| format!("{}/delay/25?pagina={i}", servidor.base())).collect();
    for nombre in ["sequential", "threads", "processes"] {
        interrumpida(&a_tiempo(|| {
            let mut leccion = EnMarcha::iniciar(&sleeping(nombre), &[]);
            leccion.hasta("iniciando", if nombre == "sequential" { 1 } else { 2 });
            Some(interrumpir(leccion))
        }));

        let http = Leccion::binario("examples-http", nombre);
        let leccion = EnMarcha::iniciar(&http, &lentas);
        if nombre == "processes" {
            leccion.esperar_hijos(3);
        } else {
            thread::sleep(Duration::from_millis(300));
        }
        interrumpida(&interrumpir(leccion));
    }
}

/// Lo que hace Ctrl-C en una terminal: la señal llega a todo el grupo.
fn interrumpir(leccion: EnMarcha) -> Output {
    matar("-INT", &format!("-{}", leccion.proceso.id()));
    leccion.terminar()
}

fn interrumpida(fin: &Output) {
    let (salida, errores) = textos(fin);
    assert_eq!(fin.status.signal(), Some(2), "{salida}{errores}");
    assert!(!salida.contains("exitosamente") && !salida.contains("total"), "{salida}");
    assert!(!errores.contains("panicked"), "{errores}");
}

/// Una copia del programa donde la puede ejecutar cualquier usuario.
fn copia(leccion: &Leccion, carpeta: &Path) -> PathBuf {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(carpeta, fs::Permissions::from_mode(0o755)).unwrap();
    let copia = carpeta.join("programa");
    fs::copy(leccion.construir().unwrap(), &copia).unwrap();
    copia
}

fn bash(orden: &str, programa: &Path) -> Output {
    Command::new("bash").args(["-c", orden]).arg(programa).output().unwrap()
}

#[test]
#[cfg(target_os = "linux")]
fn un_programa_que_ya_no_esta_donde_estaba_no_puede_iniciar_hijos_y_lo_dice() {
    let carpeta = tempfile::tempdir().unwrap();
    let programa = copia(&sleeping("processes"), carpeta.path());
    let fin = bash("exec 3<\"$0\"; rm \"$0\"; exec /proc/self/fd/3", &programa);
    let (salida, errores) = textos(&fin);
    assert_eq!(fin.status.code(), Some(1), "{salida}{errores}");
    assert_eq!(salida, "", "{errores}");
    for proceso in ["Proceso 1", "Proceso 2"] {
        let aviso = format!("[-] {proceso}: no se pudo iniciar: no se encuentra el archivo");
        assert!(errores.contains(&aviso), "{errores}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn lo_que_el_sistema_no_deja_iniciar_se_nombra_y_lo_iniciado_se_espera() {
    let soy_root = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
    let hay_setpriv = Command::new("setpriv").arg("--version").output().is_ok();
    if !soy_root || !hay_setpriv {
        eprintln!(
            "hace falta root y setpriv para limitar los procesos de otro usuario: no se comprueba"
        );
        return;
    }
    // Un usuario que no ejecuta nada más, con sitio para dos: el principal y uno.
    let orden = "ulimit -u 2; exec setpriv --reuid=54321 --regid=54321 --clear-groups \"$0\"";
    for (nombre, quien, empieza) in
        [("threads", "Hilo 2", "Tarea 1"), ("processes", "Proceso 2", "Proceso 1")]
    {
        let carpeta = tempfile::tempdir().unwrap();
        let fin = bash(orden, &copia(&sleeping(nombre), carpeta.path()));
        let (salida, errores) = textos(&fin);
        assert_eq!(fin.status.code(), Some(1), "{salida}{errores}");
        let aviso = format!(
            "\n[-] {quien}: no se pudo iniciar: el sistema no admite más hilos o procesos ahora mismo\n"
        );
        assert_eq!(errores, aviso, "{salida}");
        let esperado = format!("\n[+] {empieza} iniciando\n\n[+] {empieza} finalizando\n");
        assert_eq!(salida, esperado, "{errores}");
    }
}

#[test]
fn un_disco_lleno_termina_con_la_causa_y_sin_panico() {
    if !Path::new("/dev/full").exists() {
        eprintln!("este sistema no tiene /dev/full: no se comprueba");
        return;
    }
    cada_uno(|programa| {
        let fin = bash("exec \"$0\" > /dev/full", &programa.construir().unwrap());
        let (_, errores) = textos(&fin);
        assert_eq!(fin.status.code(), Some(1), "{programa:?} {errores}");
        let causa = "[-] No se puede escribir en la salida estándar: no queda espacio en el disco";
        assert!(errores.contains(causa), "{programa:?} {errores}");
        assert!(!errores.contains("panicked"), "{programa:?} {errores}");
    });
}

#[test]
fn si_nadie_lee_la_salida_se_termina_en_silencio() {
    cada_uno(|programa| {
        let fin = bash("\"$0\" | head -1", &programa.construir().unwrap());
        let (salida, errores) = textos(&fin);
        assert_eq!(salida, "\n", "{programa:?} {errores}");
        let avisos = errores.lines().filter(|l| !l.is_empty() && !l.starts_with("[*]"));
        assert_eq!(avisos.count(), 0, "{programa:?} {errores}");
    });
    for nombre in ["sequential", "threads", "processes"] {
        // Entre el primer mensaje y el siguiente pasan dos segundos: no pudo escribirlos todos.
        let orden = "\"$0\" | head -1; exit ${PIPESTATUS[0]}";
        let fin = bash(orden, &sleeping(nombre).construir().unwrap());
        assert!(!fin.status.success(), "{nombre} no pudo hacer todo lo que tenía que hacer");
    }
}

/// Prueba algo con todos los programas que escriben los mensajes de las lecciones.
fn cada_uno(probar: fn(&Leccion)) {
    let mut todos: Vec<Leccion> = ["sequential", "threads", "processes"].map(sleeping).into();
    let http = ["sequential", "threads", "processes"];
    todos.extend(http.map(|nombre| Leccion::binario("examples-http", nombre)));
    todos.push(Leccion::ejemplo("examples-http", "async"));
    for paquete in ["examples-threads", "examples-processes"] {
        todos.extend(["cpu", "memory", "messages"].map(|nombre| Leccion::ejemplo(paquete, nombre)));
    }
    thread::scope(|ambito| {
        for programa in &todos {
            ambito.spawn(|| probar(programa));
        }
    });
}
