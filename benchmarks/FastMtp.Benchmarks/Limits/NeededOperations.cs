using FastMtp.Basis;

namespace FastMtp.Benchmarks.Limits;

/// <summary>
/// What the algorithm needs, from the plan alone: no padding, one kind of pair, and registers for everything, so that a stage loads what
/// another one left, and stores what another one wants, once. Counted in vectors of <see cref="Lanes"/> atoms.
/// </summary>
/// <param name="program">The passes.</param>
/// <param name="radialSize">N_b.</param>
internal sealed class NeededOperations(ContractionProgram program, int radialSize)
{
    private const int Unit = 3, Inverse = 1;

    /// <summary>Atoms in a vector; the row of a neighbour's force is a vector for each.</summary>
    public const int Lanes = 4;

    private int RadialFunctions => program.Plan.RadialFunctionCount;

    /// <summary>Basic moments that are summed over neighbours; the sphere gives the others.</summary>
    private int PairMoments => program.PairTerms.Sum(term => term.Targets.Length);

    /// <summary>For every neighbour of an atom.</summary>
    public Operations PerNeighbor(Stage stage) => stage switch
    {
        Stage.Radial => Radial(),
        Stage.Moments => Moments(),
        Stage.PairForces => new PairForceOperations(program).Count(),
        Stage.Sums => new(MultiplyAdds: 6, Sums: Unit + Lanes, Loads: 2 * Unit + Lanes, Stores: Lanes),
        _ => default,
    };

    /// <summary>For every atom, whatever its neighbours.</summary>
    public Operations PerAtom(Stage stage) => stage switch
    {
        Stage.Moments => new(Products: Scaled, Sums: 2 * program.SphereSteps.Length, Stores: PairMoments + program.SphereSteps.Length),
        Stage.Products => Contraction(),
        Stage.PairForces => new(Loads: PairMoments),
        Stage.Sums => new(MultiplyAdds: program.Plan.Functions.Length, Loads: program.Plan.Functions.Length, Stores: 10),
        _ => default,
    };

    /// <summary>Sums over divided powers that a factor turns into moments.</summary>
    private int Scaled => program.PairTerms.Where(term => term.Scale != 1).Sum(term => term.Targets.Length);

    private Operations Radial()
    {
        // r², r, 1/r and the unit vector; φ, φ' and T_1, then T_2, …
        Operations geometry = new(MultiplyAdds: 2, Products: 1 + Unit, Roots: 2, Loads: Unit, Stores: Unit + Inverse);
        Operations polynomials = new(MultiplyAdds: 1 + Math.Max(0, radialSize - 2), Products: 3, Sums: 2);
        // Σ c_b·T_b, the series of its derivative, which is shorter, and φ times them.
        Operations function = new(MultiplyAdds: radialSize - 1 + Math.Max(0, radialSize - 2) + 1, Products: 2, Stores: 2);
        return geometry + polynomials + RadialFunctions * function;
    }

    private Operations Moments()
    {
        var terms = program.PairTerms;
        Operations all = new(Products: Powers(terms), Loads: Unit + RadialFunctions);
        all += new Operations(Products: terms.Where(t => t.B > 0 && t.C == 1).Select(t => t.B).Distinct().Count());
        // f·x^a of each power of x.
        all += new Operations(
            Products: terms.Where(t => t.A > 0).SelectMany(t => t.Targets, (t, target) => (t.A, target.Mu)).Distinct().Count());
        var alone = terms.Where(t => t.B + t.C == 0).Sum(t => t.Targets.Length);
        return all + new Operations(MultiplyAdds: PairMoments - alone, Sums: alone);
    }

    /// <summary>Multiplications for x^a/a! and y^b/b!: two for each from the square on.</summary>
    internal static int Powers(IReadOnlyCollection<PairTerm> terms) =>
        2 * (Math.Max(1, terms.Max(t => t.A)) - 1 + Math.Max(1, terms.Max(t => t.B)) - 1);

    private Operations Contraction()
    {
        var functions = program.Plan.Functions.ToHashSet();
        var all = new Operations(Products: Scaled, Sums: 3 * program.SphereSteps.Length, Loads: BasicRowsRead, Stores: PairMoments);
        foreach (var node in program.Forward) all += Node(node, hasStart: false);
        foreach (var node in program.Reverse) all += Node(node, functions.Contains(node.Row));
        return all + new Operations(Stores: functions.Count(row => row >= program.Plan.BasicMoments.Length));
    }

    private int BasicRowsRead => program.Forward.SelectMany(n => n.Groups).SelectMany(g => g.Pairs).SelectMany(p => new[] { p.X, p.Y })
        .Distinct().Count(row => row < program.Plan.BasicMoments.Length);

    /// <summary>Sums of products with a weight each; a product that begins a sum is no multiply-add.</summary>
    private static Operations Node(GatherNode node, bool hasStart)
    {
        var (multiplyAdds, products) = (0, 0);
        var hasTotal = hasStart || node.Groups.Any(group => group.Weight == 1);
        foreach (var group in node.Groups)
        {
            var begins = !(hasStart && group.Weight == 1) ? 1 : 0;
            products += begins;
            multiplyAdds += group.Pairs.Length - begins;
            if (group.Weight == 1) continue;
            if (hasTotal) multiplyAdds++;
            else products++;
            hasTotal = true;
        }
        return new(MultiplyAdds: multiplyAdds, Products: products);
    }
}
