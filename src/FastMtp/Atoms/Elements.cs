namespace FastMtp.Atoms;

/// <summary>Element symbols by atomic number.</summary>
internal static class Elements
{
    private static readonly string[] Symbols =
        ("H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh " +
        "Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr " +
        "Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts Og").Split(' ');

    /// <summary>Atomic number of a symbol; null if it is not an element symbol.</summary>
    public static int? Number(string symbol) => Array.IndexOf(Symbols, symbol) is >= 0 and var index ? index + 1 : null;

    /// <summary>Symbol of an atomic number, null outside 1 … 118.</summary>
    public static string? Symbol(int number) => number >= 1 && number <= Symbols.Length ? Symbols[number - 1] : null;
}
