//! Una de las cosas que se piden a un programa.

/// Lo que se pide, si se cumple, y qué se aconseja si no.
#[derive(Clone, Debug)]
pub struct Criterio {
    /// Qué se pide: `las 5 a la vez`.
    pub pide: String,
    /// Si se cumple.
    pub resultado: Resultado,
    /// Lo que se vio, si hay que decirlo: `llegó a haber 2`.
    pub visto: Option<String>,
    /// Si no se cumple, a qué se parece lo que pasó y qué se puede hacer.
    pub consejo: String,
}

/// Si algo se cumple.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resultado {
    /// Se miró, y se cumple.
    Cumplido,
    /// Se miró, y no se cumple.
    Incumplido,
    /// No hubo qué mirar.
    SinMirar,
}

impl Criterio {
    /// Dice también qué se vio.
    pub fn visto(&mut self, visto: impl Into<String>) -> &mut Self {
        self.visto = Some(visto.into());
        self
    }

    /// Si no se cumple, dice también qué se vio.
    pub fn pero(&mut self, visto: impl Into<String>) -> &mut Self {
        if self.resultado == Resultado::Incumplido {
            self.visto = Some(visto.into());
        }
        self
    }

    /// Si no se cumple, qué se aconseja.
    pub fn consejo(&mut self, consejo: impl Into<String>) -> &mut Self {
        if self.resultado == Resultado::Incumplido {
            self.consejo = consejo.into();
        }
        self
    }

    /// En una línea: `las 5 a la vez: llegó a haber 2`.
    pub fn texto(&self) -> String {
        match &self.visto {
            Some(visto) => format!("{}: {visto}", self.pide),
            None => self.pide.clone(),
        }
    }
}
