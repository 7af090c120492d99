namespace FastMtp.Basis.Ace;

/// <summary>
/// The Atomic Cluster Expansion (Drautz, Phys. Rev. B 99, 014104) in channel form: densities A_nlm = Σ_j R_nl(r)·Y_lm, where species
/// enter through the radial functions only, as in MTP.
/// </summary>
internal sealed class AceFamily : BasisFamily
{
    /// <summary>The family.</summary>
    public static readonly AceFamily Instance = new();

    private AceFamily()
    {
    }

    /// <inheritdoc/>
    public override string Prefix => "ace";

    /// <inheritdoc/>
    public override string Usage => "ace:DEGREE, such as ace:12, or ace:N,N,…/L,L,… with the largest n and l of each order";

    /// <inheritdoc/>
    public override string Canonical(string arguments) => AceShape.Parse(arguments).ToString();

    /// <inheritdoc/>
    protected override BasisPlan Build(string arguments) => AcePlanBuilder.Build(Name(arguments), AceShape.Parse(arguments));
}
