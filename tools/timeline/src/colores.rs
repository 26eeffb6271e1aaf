//! Los colores de un dibujo. Los de los procesos se distinguen también con daltonismo y, por su claridad, en blanco y negro.

/// Los colores de un tema.
#[derive(Clone, Copy, Debug)]
pub struct Tema {
    /// Lo que hay detrás de todo.
    pub fondo: &'static str,
    /// Las letras.
    pub texto: &'static str,
    /// Las letras que importan menos.
    pub suave: &'static str,
    /// Las líneas del eje.
    pub linea: &'static str,
    /// Un color por proceso: al repetirse, los vecinos siguen siendo distintos.
    pub procesos: [&'static str; 6],
}

/// Sobre blanco.
pub const CLARO: Tema = Tema {
    fondo: "#fff",
    texto: "#111",
    suave: "#555",
    linea: "#ccc",
    procesos: [
        "#0b5fa5", "#e69f00", "#00795c", "#56b4e9", "#8f2d70", "#8a6d00",
    ],
};

/// Sobre negro, para un proyector en una sala a oscuras.
pub const OSCURO: Tema = Tema {
    fondo: "#14161a",
    texto: "#f2f2f2",
    suave: "#b4b8c0",
    linea: "#3a3f47",
    procesos: [
        "#5aa9ff", "#f2b632", "#3ccf9f", "#a5d8ff", "#e07bc0", "#d8c25a",
    ],
};
