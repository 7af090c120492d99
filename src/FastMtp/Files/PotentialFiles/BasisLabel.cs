using FastMtp.Basis;
using FastMtp.Basis.Mtp;

namespace FastMtp.Files.PotentialFiles;

/// <summary>
/// The name of a basis in a potential file, "ace:12#" and the fingerprint of the tables that it stands for: tables that were edited
/// lose their name, and none have to be built to check it.
/// </summary>
internal static class BasisLabel
{
    /// <summary>The label of a plan; null if it has no name, or needs none, as a standard MTP is recognised by its functions.</summary>
    public static string? Of(BasisPlan plan) => plan is { Name: { } name, Level: null } ? $"{name}#{Fingerprint.Of(plan):X16}" : null;

    /// <summary>The plan with the name of a label, if the label is of these tables.</summary>
    public static BasisPlan Name(BasisPlan plan, string? label)
    {
        if (label?.Split('#') is not [var name, _]) return plan;
        var named = plan.As(name);
        return Of(named) == label ? named : plan;
    }
}
