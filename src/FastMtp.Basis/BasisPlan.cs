using System.Collections.Immutable;

namespace FastMtp.Basis;

/// <summary>
/// The moments of a basis, their products, and the choice of basis functions B_alpha among them. Integers only:
/// species, radial basis and coefficients are run-time data and live elsewhere.
/// </summary>
/// <remarks>
/// Moments are numbered: basic moments first (in the order of <see cref="BasicMoments"/>), then the targets of
/// <see cref="Products"/>, which are sorted by target and only refer to lower indices. One forward sweep evaluates a plan.
/// </remarks>
internal sealed class BasisPlan
{
    private BasisPlan(string? name, ImmutableArray<BasicMoment> basicMoments, ImmutableArray<Product> products,
        ImmutableArray<int> functions, int momentCount)
    {
        Name = name;
        BasicMoments = basicMoments;
        Products = products;
        Functions = functions;
        MomentCount = momentCount;
        var radialFunctions = 0;
        foreach (var moment in basicMoments) radialFunctions = Math.Max(radialFunctions, moment.Mu + 1);
        RadialFunctionCount = radialFunctions;
    }

    /// <summary>The name of the basis, such as "mtp:16" or "ace:12"; null for a plan from a file's own tables.</summary>
    public string? Name { get; }

    /// <summary>Components of the moment tensors, moments 0 … BasicMoments.Length − 1 (<c>alpha_index_basic</c>).</summary>
    public ImmutableArray<BasicMoment> BasicMoments { get; }

    /// <summary>The contraction steps, sorted by target (<c>alpha_index_times</c>).</summary>
    public ImmutableArray<Product> Products { get; }

    /// <summary>Moment index of each basis function B_alpha (<c>alpha_moment_mapping</c>).</summary>
    public ImmutableArray<int> Functions { get; }

    /// <summary>Number of moments, basic ones included (<c>alpha_moments_count</c>).</summary>
    public int MomentCount { get; }

    /// <summary>N_f: number of radial functions, 1 + the largest mu.</summary>
    public int RadialFunctionCount { get; }

    /// <summary>Creates a plan from a file's own tables.</summary>
    /// <exception cref="ArgumentException">
    /// An index is out of range, a product refers forward, or a function repeats; the message names the row.
    /// </exception>
    public static BasisPlan FromTables(IEnumerable<BasicMoment> basicMoments, IEnumerable<Product> products, IEnumerable<int> functions,
        int momentCount)
    {
        var plan = new BasisPlan(null, basicMoments.ToImmutableArray(), products.ToImmutableArray(), functions.ToImmutableArray(),
            momentCount);
        BasisPlanValidation.Check(plan);
        return plan;
    }

    /// <summary>The plan of a named basis, from its family.</summary>
    public static BasisPlan Named(string name, ImmutableArray<BasicMoment> basicMoments, ImmutableArray<Product> products,
        ImmutableArray<int> functions, int momentCount) =>
        new(name, basicMoments, products, functions, momentCount);

    /// <summary>The same tables under a name, or without one.</summary>
    public BasisPlan As(string? name) => new(name, BasicMoments, Products, Functions, MomentCount);
}
