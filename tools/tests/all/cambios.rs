//! Un código con cambios: los de las preguntas de una lección y los de las respuestas a un ejercicio.

/// Un código con los cambios de un diff sin números de línea. Cada cambio se busca detrás del anterior, con las líneas
/// que hay a su alrededor, si se escriben. Los separa una línea sin signo, como una en blanco, o que detrás de un «+»
/// venga un «-».
pub fn cambiado(codigo: &str, diff: &str) -> String {
    let signo = |linea: &str| linea.chars().next().filter(|letra| " -+".contains(*letra));
    let lineas: Vec<&str> = diff.lines().collect();
    let juntas = |una: &&str, otra: &&str| match (signo(una), signo(otra)) {
        (Some('+'), Some('-')) => false,
        (una, otra) => una.is_some() == otra.is_some(),
    };
    let (mut hecho, mut resto) = (String::new(), codigo);
    for cambio in lineas
        .chunk_by(juntas)
        .filter(|cambio| signo(cambio[0]).is_some())
    {
        let sin = |este| -> String {
            let suyas = cambio.iter().filter(|linea| signo(linea) != Some(este));
            suyas.map(|linea| format!("{}\n", &linea[1..])).collect()
        };
        let (antes, despues) = (sin('+'), sin('-'));
        let partes = resto.split_once(&antes).filter(|_| !antes.is_empty());
        let (igual, detras) = partes.unwrap_or_else(|| panic!("no dice «{antes}»:\n{resto}"));
        hecho = hecho + igual + &despues;
        resto = detras;
    }
    hecho + resto
}
