//! Lo que un archivo dice, escrito de una manera o de otra.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Si dos archivos solo se distinguen en lo que no cambia lo que hacen: comentarios, espacios, y lo que rustfmt pone,
/// quita o cambia de sitio.
pub fn dice_lo_mismo(uno: &str, otro: &str) -> bool {
    let piezas = |codigo: &str| codigo.parse().ok().map(piezas);
    uno == otro || piezas(uno).is_some_and(|suyas| Some(suyas) == piezas(otro))
}

/// Las piezas de un código, que llega ya sin espacios ni comentarios; los que lo documentan son atributos. Tampoco dicen
/// nada las comas, el orden de los «use», ni las llaves y el punto y coma de lo que va solo.
fn piezas(codigo: TokenStream) -> Vec<String> {
    let mut piezas = Vec::new();
    let mut resto = codigo.into_iter();
    while let Some(pieza) = resto.next() {
        match (pieza.to_string().as_str(), pieza) {
            ("#", _) => drop(resto.find(|pieza| matches!(pieza, TokenTree::Group(_)))),
            ("use", _) => drop(resto.find(|pieza| pieza.to_string() == ";")),
            (",", _) => {}
            (_, TokenTree::Group(grupo)) => {
                let mut dentro = self::piezas(grupo.stream());
                let ultima = dentro.pop().filter(|ultima| ultima != ";");
                dentro.extend(ultima);
                let sobran = grupo.delimiter() == Delimiter::Brace && !dentro.contains(&";".into());
                let borde = (!sobran).then(|| format!("{:?}", grupo.delimiter()));
                piezas.extend(borde.iter().cloned().chain(dentro).chain(borde.clone()));
            }
            (texto, _) => piezas.push(texto.to_string()),
        }
    }
    piezas
}

#[cfg(test)]
#[test]
fn da_igual_como_este_escrito() {
    let codigo = "use b::c;\nuse a;\n/// Hace algo.\nfn main() {\n    let texto = \"a  b // c\";\n    \
        match f(texto, 1) {\n        Ok(_) => g(|| h(1)),\n        _ => return,\n    };\n}\n";
    let de_otra_manera = "//! Mío.\nuse a; use b::c; fn main() { /* aquí */ let texto =\"a  b // c\";\n\
        match f(texto,\n1,) { Ok(_)=>{ g( || { h(1) } ) } _ => {return} }; } // fin";
    assert!(dice_lo_mismo(codigo, de_otra_manera));
    for (antes, despues) in [("a  b", "a b"), ("1)", "2)"), ("};\n}", "\n")] {
        assert!(!dice_lo_mismo(codigo, &codigo.replace(antes, despues)), "{antes}");
    }
}
