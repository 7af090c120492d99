using System.Runtime.CompilerServices;
using FastMtp.Blocks;

namespace FastMtp.Training.Loss;

/// <summary>The labels of a block as one vector of rows, each multiplied by the root of its weight in the loss.</summary>
internal sealed class LabelRows
{
    private readonly DataBlock _block;
    private readonly bool _hasForces;
    private readonly double _forceWeight;

    private LabelRows(DataBlock block, double forceWeight)
    {
        _block = block;
        _hasForces = forceWeight > 0;
        _forceWeight = Math.Sqrt(forceWeight);
        Labels = Fill((member, rows) => rows.Add(
            member.Configuration.Energy ?? 0,
            member.Configuration.Forces,
            member.Configuration.Virial ?? default));
    }

    /// <summary>Weighted labels.</summary>
    public double[] Labels { get; }

    /// <summary>Rows of a block; forces and virials are included only if their extra factor is nonzero.</summary>
    public static LabelRows Of(DataBlock block, double forceWeight) => new(block, forceWeight);

    /// <summary>Column of a species energy: the number of atoms of that species.</summary>
    public double[] SpeciesColumn(int species) =>
        Fill((member, rows) => rows.Add(member.Configuration.Types.Count(t => t == species), [], default));

    /// <summary>Column of an evaluated basis function.</summary>
    public double[] Column(BlockState state) => Fill((member, rows) =>
    {
        var (first, n) = (member.FirstCenter, member.Configuration.Count);
        double energy = 0;
        foreach (var site in state.SiteEnergies.AsSpan(first, n)) energy += site;
        rows.Add(
            energy,
            state.Forces.AsSpan(3 * first, 3 * n),
            _hasForces ? Virial.Sum(state.SiteVirials.AsSpan(6 * first, 6 * n)) : default);
    });

    private double[] Fill(Action<BlockMember, RowWriter> write)
    {
        var rows = new RowWriter(_hasForces, _forceWeight);
        foreach (var member in _block.Members)
        {
            rows.Member = member;
            write(member, rows);
        }
        return rows.ToArray();
    }

    /// <summary>Appends the rows of successive configurations.</summary>
    private sealed class RowWriter(bool hasForces, double forceWeight)
    {
        private readonly List<double> _rows = [];

        public BlockMember Member { get; set; } = null!;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Add(double energy, ReadOnlySpan<double> forces, Virial virial)
        {
            var (configuration, weights) = (Member.Configuration, Member.Weights);
            if (configuration.Energy is not null) _rows.Add(Math.Sqrt(weights.Energy) * energy);
            if (!hasForces) return;
            if (configuration.Forces is { } labels && weights.Force > 0)
            {
                var weight = forceWeight * Math.Sqrt(weights.Force);
                for (var i = 0; i < labels.Length; i++) _rows.Add(forces.IsEmpty ? 0 : weight * forces[i]);
            }
            if (configuration.Virial is not null && weights.Stress > 0)
            {
                var diagonal = forceWeight * Math.Sqrt(weights.Stress);
                var off = diagonal * Math.Sqrt(2);
                _rows.AddRange([diagonal * virial.XX, diagonal * virial.YY, diagonal * virial.ZZ, off * virial.YZ,
                    off * virial.XZ, off * virial.XY]);
            }
        }

        public double[] ToArray() => [.. _rows];
    }
}
