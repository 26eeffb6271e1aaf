//! Un programa que no hace nada: lo menos que puede costar ejecutar uno en este equipo.

fn main() {}
