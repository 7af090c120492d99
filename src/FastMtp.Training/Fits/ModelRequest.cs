using FastMtp.Basis.Mtp;
using FastMtp.Potentials;
using FastMtp.Radial;
using FastMtp.Training.Starts;

namespace FastMtp.Training.Fits;

/// <summary>What to fit, as far as it was asked for; null leaves it to the potential to start from or, without one, the default.</summary>
internal sealed record ModelRequest
{
    public const int StandardLevel = 16;
    public const double StandardCutoff = 5;
    public const int StandardSize = 8;

    /// <summary>Name of the basis.</summary>
    public string? Basis { get; init; }

    /// <summary>True for moment coefficients for each central species; so is a potential to start from that has them.</summary>
    public bool PerSpecies { get; init; }

    /// <summary>Cutoff, Å.</summary>
    public double? Cutoff { get; init; }

    /// <summary>Smallest distance of the radial functions, Å; the default comes from the data.</summary>
    public double? MinDistance { get; init; }

    /// <summary>Number of radial polynomials.</summary>
    public int? RadialSize { get; init; }

    /// <summary>Seed of what a potential to start from lacks.</summary>
    public ulong Seed { get; init; }

    /// <summary>The species: those of the potential to start from, then others in the order in which they were asked for.</summary>
    public static SpeciesList? Species(PotentialModel? start, SpeciesList? given) => (start?.Species, given) switch
    {
        ({ } known, { } asked) when asked.Names.Any(name => known.IndexOf(name) < 0) => new(known.Names.Union(asked.Names)),
        ({ } known, _) => known,
        (null, _) => given,
    };

    /// <summary>Cutoff of the fit, Å.</summary>
    public double CutoffFor(PotentialModel? start) => Cutoff ?? start?.Radial.Cutoff ?? StandardCutoff;

    /// <summary>The potential to fit: unfitted, or with what the potential to start from knows.</summary>
    /// <param name="start">The potential to start from, with named species; null for none.</param>
    /// <param name="data">The data of the fit.</param>
    /// <exception cref="InputException">There is no such basis, or it cannot hold what the potential to start from knows.</exception>
    public PotentialModel For(PotentialModel? start, FitData data)
    {
        if (start is null)
            return PotentialModel.ForBasis(Basis ?? MtpFamily.NameOf(StandardLevel), data.Species,
                data.RadialBasis(MinDistance, RadialSize ?? StandardSize), PerSpecies);
        var old = start.Radial;
        var radial = new RadialBasis(MinDistance ?? old.MinDistance, Cutoff ?? old.Cutoff, RadialSize ?? old.Size, old.Scaling);
        var perSpecies = PerSpecies || start.IsPerSpecies;
        var isOwn = Basis is null || Basis == start.Plan.Name;
        if (isOwn && radial == old && perSpecies == start.IsPerSpecies && data.Species.Equals(start.Species)) return start;
        PotentialModel.RequireUsable(radial);
        var shape = isOwn
            ? PotentialModel.Unfitted(data.Species, start.Plan, radial, perSpecies)
            : PotentialModel.ForBasis(Basis!, data.Species, radial, perSpecies);
        return start.IsFitted ? Growth.Into(start, shape, Seed) : shape;
    }
}
