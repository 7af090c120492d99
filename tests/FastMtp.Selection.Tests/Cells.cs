using FastMtp.Basis;

namespace FastMtp.Selection.Tests;

/// <summary>Cells of two species to describe, split and check.</summary>
internal static class Cells
{
    public const double Lattice = 3.2;

    /// <summary>A body-centred cubic supercell of 2·n³ atoms whose atoms are moved at random.</summary>
    public static Configuration Random(int seed, double amplitude = 0.15, int n = 2, double lattice = Lattice)
    {
        var random = new SplitMix64((ulong)seed);
        var (elements, positions) = (new List<string>(), new List<double>());
        for (var i = 0; i < n * n * n; i++)
        {
            int[] corner = [i / (n * n), i / n % n, i % n];
            foreach (var half in (double[])[0, 0.5])
            {
                elements.Add(random.Next() % 2 == 0 ? "Mo" : "W");
                positions.AddRange(corner.Select(x => lattice * (x + half) + amplitude * random.NextSigned()));
            }
        }
        var a = n * lattice;
        return Configuration.Of(elements, positions, new Cell(new(a, 0, 0), new(0, a, 0), new(0, 0, a), true, true, true))
            .For(Species) with { Origin = $"cells #{seed}" };
    }

    public static SpeciesList Species { get; } = SpeciesList.Parse("Mo,W");

    /// <summary>Turned and mirrored.</summary>
    public static Configuration Turned(Configuration c)
    {
        var (cos, sin) = (Math.Cos(0.7), Math.Sin(0.7));
        return Mapped(c, r =>
        {
            var y = sin * r.X + cos * r.Y;
            return new(cos * r.X - sin * r.Y, cos * r.Z + sin * y, cos * y - sin * r.Z);
        });
    }

    /// <summary>Atoms in another order.</summary>
    public static Configuration Reordered(Configuration c)
    {
        var order = Enumerable.Range(0, c.Count).OrderBy(i => (7 * i + 3) % c.Count).ToArray();
        return c with
        {
            Types = [.. order.Select(i => c.Types[i])],
            Positions = [.. order.SelectMany(i => c.Positions[(3 * i)..(3 * i + 3)])],
        };
    }

    /// <summary>Twice the cell along its first vector.</summary>
    public static Configuration Doubled(Configuration c) => c with
    {
        Types = [.. c.Types, .. c.Types],
        Positions = [.. c.Positions, .. Mapped(c, r => r + c.Cell.A).Positions],
        Cell = c.Cell with { A = 2 * c.Cell.A },
    };

    /// <summary>Another cell of the same lattice, and atoms in other images.</summary>
    public static Configuration Sheared(Configuration c) => Mapped(c, r => r + c.Cell.C + new Vector3(0.3, 0.2, 0.1)) with
    {
        Cell = c.Cell with { B = c.Cell.B + c.Cell.A, C = c.Cell.C - 2 * c.Cell.B },
    };

    /// <summary>Positions and lattice vectors through a linear map, or positions through any.</summary>
    private static Configuration Mapped(Configuration c, Func<Vector3, Vector3> map)
    {
        var origin = map(default);
        return c with
        {
            Positions = [.. Enumerable.Range(0, c.Count).Select(i => map(c.Position(i))).SelectMany(r => (double[])[r.X, r.Y, r.Z])],
            Cell = c.Cell with { A = map(c.Cell.A) - origin, B = map(c.Cell.B) - origin, C = map(c.Cell.C) - origin },
        };
    }
}
