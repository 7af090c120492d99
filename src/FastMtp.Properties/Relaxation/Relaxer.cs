using FastMtp.Atoms;
using FastMtp.Properties.Energies;
using FastMtp.Properties.Symmetry;

namespace FastMtp.Properties.Relaxation;

/// <summary>Relaxes structures, one after another, on the calling thread.</summary>
/// <param name="surface">The energy surface.</param>
/// <param name="settings">What may move, and when a relaxation ends.</param>
internal sealed class Relaxer(IEnergySurface surface, RelaxationSettings settings)
{
    /// <summary>Relaxes a structure.</summary>
    /// <param name="start">The structure; its labels are not used.</param>
    /// <param name="keepsPath">True to return the structures on the way.</param>
    /// <param name="cancellation">Stops the relaxation.</param>
    /// <exception cref="OperationCanceledException">The relaxation was stopped.</exception>
    public Relaxed Relax(Configuration start, bool keepsPath = false, CancellationToken cancellation = default)
    {
        var bare = start with { Energy = null, Forces = null, Virial = null };
        Descent descent;
        try
        {
            descent = new Descent(surface, Coordinates(bare), settings, keepsPath);
        }
        catch (InputException e)
        {
            return new(bare, Ending.Refused, e.Message.TrimEnd('.'), 0, 0, double.NaN, double.NaN, Residual.Unknown);
        }
        return descent.Run(cancellation);
    }

    /// <summary>The coordinates in which a structure is relaxed.</summary>
    /// <exception cref="InputException">The structure cannot be relaxed in this way.</exception>
    public CrystalCoordinates Coordinates(Configuration start)
    {
        if (settings.Pressure != 0 && !start.Cell.IsBulk)
        {
            throw new InputException(
                $"{start.Origin}: a pressure needs a cell that repeats in three directions; relax it without pressure.");
        }
        var strains = StrainSpace.Of(start.Cell, settings.Cell, settings.FixedAxes);
        var isFixed = FixedAtoms(start);
        var symmetry = settings.SymmetryTolerance is { } tolerance
            ? SymmetryFinder.Find(start, isFixed, tolerance, strains.IsInvariant)
            : null;
        return new CrystalCoordinates(
            symmetry?.Reference ?? start, strains, isFixed, symmetry, settings.Pressure / Units.GigapascalsPerEvPerCubicAngstrom);
    }

    private bool[] FixedAtoms(Configuration start)
    {
        var isFixed = start.Fixed?.ToArray() ?? new bool[start.Count];
        foreach (var atom in settings.FixedAtoms)
        {
            isFixed[atom < start.Count ? atom : throw new InputException(
                $"{start.Origin}: there is no atom {atom + 1} to fix, only {start.Count}; correct the list of fixed atoms.")] = true;
        }
        if (settings.FixedSpecies.Count > 0 && start.Species is { } species)
        {
            for (var atom = 0; atom < start.Count; atom++) isFixed[atom] |= settings.FixedSpecies.Contains(species[start.Types[atom]]);
        }
        return isFixed;
    }
}
