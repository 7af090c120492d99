using FastMtp.Basis.Ace;
using FastMtp.Basis.Mtp;

namespace FastMtp.Basis.Families;

/// <summary>Bases by name.</summary>
internal static class Bases
{
    /// <summary>All families, the preferred one first.</summary>
    public static IReadOnlyList<BasisFamily> All { get; } = [MtpFamily.Instance, AceFamily.Instance, AceFamily.SharedByN];

    extension(BasisPlan)
    {
        /// <summary>The plan of a basis such as "mtp:16" or "ace:12", built once.</summary>
        /// <exception cref="ArgumentException">There is no such basis; the message says which there are.</exception>
        public static BasisPlan Of(string name)
        {
            var (family, arguments) = Parse(name);
            return family.Plan(arguments);
        }
    }

    /// <summary>The name by which potentials know a basis.</summary>
    /// <exception cref="ArgumentException">There is no such basis; the message says which there are.</exception>
    public static string Canonical(string name)
    {
        var (family, arguments) = Parse(name);
        return family.Name(family.Canonical(arguments));
    }

    private static (BasisFamily Family, string Arguments) Parse(string name)
    {
        var colon = name.IndexOf(':');
        var family = colon < 0 ? null : All.FirstOrDefault(f => f.Prefix == name.Substring(0, colon));
        return family is not null
            ? (family, name.Substring(colon + 1))
            : throw new ArgumentException($"There is no basis {name}; write {string.Join(" or ", All.Select(f => f.Usage))}");
    }
}
