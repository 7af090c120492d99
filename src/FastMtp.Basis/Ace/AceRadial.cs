namespace FastMtp.Basis.Ace;

/// <summary>What the radial functions of an ACE depend on.</summary>
internal enum AceRadial
{
    /// <summary>R_nl: a function for every label.</summary>
    NL,

    /// <summary>R_n: labels of one n share a function.</summary>
    N,
}
