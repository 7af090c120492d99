using System.Runtime.CompilerServices;
using FastMtp.ActiveSets;
using FastMtp.Blocks;
using FastMtp.Potentials;

namespace FastMtp.Grades;

/// <summary>An active set, packed to grade atoms quickly. Threads share it.</summary>
internal sealed unsafe class GradeTables : IDisposable
{
    private readonly ProductMaxima[] _species;

    /// <summary>Packs the weights of each central species.</summary>
    public GradeTables(RowLayout layout, ActiveSet set)
    {
        _species = new ProductMaxima[layout.SpeciesCount];
        for (var species = 0; species < _species.Length; species++)
        {
            var index = new int[layout.Length];
            foreach (var (first, count, parameter) in layout.Segments(species))
                for (var i = 0; i < count; i++) index[first + i] = parameter + i;
            _species[species] = new(layout.Length, set.Size, (row, column) => set.Weights[(long)index[row] * set.Size + column]);
        }
    }

    /// <summary>Grades the centres of a block.</summary>
    /// <param name="rows">Their rows.</param>
    /// <param name="species">[centres] their species.</param>
    /// <param name="grades">[centres].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Grade(GradientRows rows, ReadOnlySpan<int> species, Span<double> grades)
    {
        Span<int> centers = new int[species.Length];
        Span<nint> places = new nint[species.Length];
        Span<double> maxima = new double[species.Length];
        for (var s = 0; s < _species.Length; s++)
        {
            var count = 0;
            for (var center = 0; center < species.Length; center++)
            {
                if (species[center] != s) continue;
                centers[count] = center;
                places[count++] = (nint)(rows.Pointer + (long)center * rows.Layout.Length);
            }
            if (count == 0) continue;
            fixed (nint* p = places)
            fixed (double* m = maxima) _species[s].Compute(p, count, m);
            for (var i = 0; i < count; i++) grades[centers[i]] = maxima[i];
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var product in _species) product.Dispose();
    }
}
