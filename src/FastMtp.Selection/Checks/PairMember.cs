namespace FastMtp.Selection.Checks;

/// <summary>A configuration with an energy, prepared to be compared with many others of the same atoms.</summary>
internal sealed class PairMember
{
    private readonly double[] _positions;
    private readonly double[] _fractions = [];
    private readonly Cell _cell;
    private readonly Vector3[] _inverse = [];

    public PairMember(Configuration configuration)
    {
        (Energy, Forces, Virial) = (configuration.Energy!.Value, configuration.Forces, configuration.Virial);
        (_positions, _cell) = (configuration.Positions, configuration.Cell);
        if (_cell.Volume == 0) return;
        var signed = Vector3.Dot(_cell.A, Vector3.Cross(_cell.B, _cell.C));
        _inverse =
        [
            1 / signed * Vector3.Cross(_cell.B, _cell.C),
            1 / signed * Vector3.Cross(_cell.C, _cell.A),
            1 / signed * Vector3.Cross(_cell.A, _cell.B),
        ];
        _fractions = new double[_positions.Length];
        for (var k = 0; k < _fractions.Length; k++) _fractions[k] = Vector3.Dot(_inverse[k % 3], configuration.Position(k / 3));
    }

    public double Energy { get; }

    public double[]? Forces { get; }

    public Virial? Virial { get; }

    public int Count => _positions.Length / 3;

    /// <summary>The strain xx yy zz yz xz xy from this cell to another; false if it, or a rotation, is larger than allowed.</summary>
    public bool TryStrain(PairMember other, double largest, Span<double> strain)
    {
        strain.Clear();
        if (_cell == other._cell) return true;
        if (_inverse.Length == 0 || other._inverse.Length == 0) return false;
        // Rows of the deformation: a' = F·a for every lattice vector.
        Vector3 fx = default, fy = default, fz = default;
        Add(other._cell.A, _inverse[0]);
        Add(other._cell.B, _inverse[1]);
        Add(other._cell.C, _inverse[2]);
        fx -= new Vector3(1, 0, 0);
        fy -= new Vector3(0, 1, 0);
        fz -= new Vector3(0, 0, 1);
        strain[0] = fx.X;
        strain[1] = fy.Y;
        strain[2] = fz.Z;
        strain[3] = (fy.Z + fz.Y) / 2;
        strain[4] = (fx.Z + fz.X) / 2;
        strain[5] = (fx.Y + fy.X) / 2;
        return IsSmall(fx) && IsSmall(fy) && IsSmall(fz);

        void Add(Vector3 vector, Vector3 inverse)
        {
            fx += vector.X * inverse;
            fy += vector.Y * inverse;
            fz += vector.Z * inverse;
        }

        bool IsSmall(Vector3 row) => Math.Abs(row.X) <= largest && Math.Abs(row.Y) <= largest && Math.Abs(row.Z) <= largest;
    }

    /// <summary>True if all atoms have the same fractional coordinates, whole numbers aside.</summary>
    public bool HasFractionsOf(PairMember other, double tolerance)
    {
        if (_fractions.Length != other._fractions.Length) return false;
        for (var k = 0; k < _fractions.Length; k++)
        {
            var difference = other._fractions[k] - _fractions[k];
            if (Math.Abs(difference - Math.Round(difference)) > tolerance) return false;
        }
        return true;
    }

    /// <summary>
    /// Minus the work of this configuration's forces, and of the other's, on the way to the other by the shortest paths; false if an atom
    /// is farther away than allowed.
    /// </summary>
    public bool TryWork(PairMember other, double farthest, out double left, out double right)
    {
        (left, right) = (0, 0);
        for (var atom = 0; atom < Count; atom++)
        {
            var move = Move(other, atom);
            if (move.Length > farthest) return false;
            left -= Vector3.Dot(Force(atom), move);
            right -= Vector3.Dot(other.Force(atom), move);
        }
        return true;
    }

    private Vector3 Force(int atom) => new(Forces![3 * atom], Forces[3 * atom + 1], Forces[3 * atom + 2]);

    private Vector3 Move(PairMember other, int atom)
    {
        var move = other.Position(atom) - Position(atom);
        if (_inverse.Length == 0 || !_cell.IsPeriodic) return move;
        return move - _cell.Cartesian(new(
            _cell.PeriodicA ? Math.Round(Vector3.Dot(_inverse[0], move)) : 0,
            _cell.PeriodicB ? Math.Round(Vector3.Dot(_inverse[1], move)) : 0,
            _cell.PeriodicC ? Math.Round(Vector3.Dot(_inverse[2], move)) : 0));
    }

    private Vector3 Position(int atom) => new(_positions[3 * atom], _positions[3 * atom + 1], _positions[3 * atom + 2]);
}
