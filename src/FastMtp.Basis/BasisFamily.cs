using System.Collections.Concurrent;

namespace FastMtp.Basis;

/// <summary>
/// A kind of basis whose members have names, "family:arguments", such as "mtp:16". A family builds plans and knows what its
/// arguments mean; whatever runs, fits or stores a plan knows no family.
/// </summary>
internal abstract class BasisFamily
{
    private readonly ConcurrentDictionary<string, BasisPlan> _plans = new();

    /// <summary>The part of the name before the colon.</summary>
    public abstract string Prefix { get; }

    /// <summary>The arguments in one line for the help of commands.</summary>
    public abstract string Usage { get; }

    /// <summary>The plan for the arguments, built once.</summary>
    /// <exception cref="ArgumentException">There is no such basis; the message says which there are.</exception>
    public BasisPlan Plan(string arguments) => _plans.GetOrAdd(Canonical(arguments), Build);

    /// <summary>The name with these arguments.</summary>
    public string Name(string arguments) => $"{Prefix}:{arguments}";

    /// <summary>The arguments as names hold them: equal for equal bases.</summary>
    /// <exception cref="ArgumentException">There is no such basis; the message says which there are.</exception>
    public abstract string Canonical(string arguments);

    /// <summary>Builds the plan for canonical arguments.</summary>
    protected abstract BasisPlan Build(string arguments);
}
