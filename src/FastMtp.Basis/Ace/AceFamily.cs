namespace FastMtp.Basis.Ace;

/// <summary>
/// The Atomic Cluster Expansion (Drautz, Phys. Rev. B 99, 014104) in channel form: densities A_nlm = Σ_j R_nl(r)·Y_lm, where species
/// enter through the radial functions only, as in MTP. In one family every n and l has a radial function of its own, in the other
/// those of one n are the same function R_n, which makes the sums over neighbours as cheap as those of MTP.
/// </summary>
internal sealed class AceFamily : BasisFamily
{
    /// <summary>Radial functions R_nl.</summary>
    public static readonly AceFamily Instance = new("ace", AceRadial.NL,
        "ace:DEGREE, such as ace:12, or ace:N,N,…/L,L,… with the largest n and l of each order");

    /// <summary>Radial functions R_n.</summary>
    public static readonly AceFamily SharedByN = new("ace-n", AceRadial.N,
        "ace-n:… likewise, with radial functions that depend on n alone");

    private readonly AceRadial _radial;

    private AceFamily(string prefix, AceRadial radial, string usage)
    {
        (Prefix, _radial, Usage) = (prefix, radial, usage);
    }

    /// <inheritdoc/>
    public override string Prefix { get; }

    /// <inheritdoc/>
    public override string Usage { get; }

    /// <inheritdoc/>
    public override string Canonical(string arguments) => AceShape.Parse(arguments, Prefix).ToString();

    /// <inheritdoc/>
    protected override BasisPlan Build(string arguments) =>
        AcePlanBuilder.Build(Name(arguments), AceShape.Parse(arguments, Prefix), _radial);
}
