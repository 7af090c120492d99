using System.Globalization;

namespace FastMtp.Atoms;

/// <summary>Symbols, masses and radii of the elements by atomic number.</summary>
internal static class Elements
{
    private static readonly string[] Symbols =
        ("H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh " +
        "Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr " +
        "Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts Og").Split(' ');

    /// <summary>Standard atomic weights (IUPAC 2021); of elements without one, the mass number of the longest-lived isotope.</summary>
    private static readonly double[] Masses = Array.ConvertAll(
        ("1.008 4.002602 6.94 9.0121831 10.81 12.011 14.007 15.999 18.998403163 20.1797 22.98976928 24.305 26.9815384 28.085 " +
        "30.973761998 32.06 35.45 39.95 39.0983 40.078 44.955907 47.867 50.9415 51.9961 54.938043 55.845 58.933194 58.6934 63.546 " +
        "65.38 69.723 72.630 74.921595 78.971 79.904 83.798 85.4678 87.62 88.905838 91.224 92.90637 95.95 97 101.07 102.90549 " +
        "106.42 107.8682 112.414 114.818 118.710 121.760 127.60 126.90447 131.293 132.90545196 137.327 138.90547 140.116 " +
        "140.90766 144.242 145 150.36 151.964 157.25 158.925354 162.500 164.930329 167.259 168.934219 173.045 174.9668 178.486 " +
        "180.94788 183.84 186.207 190.23 192.217 195.084 196.966570 200.592 204.38 207.2 208.98040 209 210 222 223 226 227 " +
        "232.0377 231.03588 238.02891 237 244 243 247 247 251 252 257 258 259 262 267 268 269 270 269 278 281 282 285 286 289 290 " +
        "293 294 294").Split(' '),
        text => double.Parse(text, CultureInfo.InvariantCulture));

    /// <summary>
    /// Radii whose sums are about the distances of neighbours in crystals, hydrogen to americium, Å (J. C. Slater, J. Chem. Phys. 41, 3199
    /// (1964)); of noble gases and the rarest elements, half the distance in their own crystals.
    /// </summary>
    private static readonly double[] Radii = Array.ConvertAll(
        ("0.25 1.80 1.45 1.05 0.85 0.70 0.65 0.60 0.50 1.60 1.80 1.50 1.25 1.10 1.00 1.00 1.00 1.88 2.20 1.80 1.60 1.40 1.35 " +
        "1.40 1.40 1.40 1.35 1.35 1.35 1.35 1.30 1.25 1.15 1.15 1.15 2.00 2.35 2.00 1.80 1.55 1.45 1.45 1.35 1.30 1.35 1.40 " +
        "1.60 1.55 1.55 1.45 1.45 1.40 1.40 2.17 2.60 2.15 1.95 1.85 1.85 1.85 1.85 1.85 1.85 1.80 1.75 1.75 1.75 1.75 1.75 " +
        "1.75 1.75 1.55 1.45 1.35 1.35 1.30 1.35 1.35 1.35 1.50 1.90 1.80 1.60 1.90 1.50 2.20 2.70 2.15 1.95 1.80 1.80 1.75 " +
        "1.75 1.75 1.75").Split(' '),
        text => double.Parse(text, CultureInfo.InvariantCulture));

    /// <summary>Radius of an atom in crystals, Å; null if it is not known.</summary>
    public static double? Radius(string symbol) => Number(symbol) is { } number && number <= Radii.Length ? Radii[number - 1] : null;

    /// <summary>Mass of an atom, g/mol; null if the symbol is not that of an element.</summary>
    public static double? Mass(string symbol) => Number(symbol) is { } number ? Masses[number - 1] : null;

    /// <summary>Atomic number of a symbol; null if it is not an element symbol.</summary>
    public static int? Number(string symbol) => Array.IndexOf(Symbols, symbol) is >= 0 and var index ? index + 1 : null;

    /// <summary>Symbol of an atomic number, null outside 1 … 118.</summary>
    public static string? Symbol(int number) => number >= 1 && number <= Symbols.Length ? Symbols[number - 1] : null;
}
