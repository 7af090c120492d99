using System.Collections.Concurrent;
using FastMtp.Basis.Mtp;

namespace FastMtp.Basis.Tests;

/// <summary>Plans are immutable and the large ones take seconds to build: each is built once for all tests.</summary>
internal static class StandardPlans
{
    private static readonly ConcurrentDictionary<int, Lazy<BasisPlan>> Plans = [];

    public static BasisPlan Of(int level) => Plans.GetOrAdd(level, l => new(() => BasisPlan.ForLevel(l))).Value;
}

/// <summary>2, 4, …, 24.</summary>
public sealed class EveryLevel : TheoryData<int>
{
    public EveryLevel() => AddRange([.. StandardLevels.All]);
}
