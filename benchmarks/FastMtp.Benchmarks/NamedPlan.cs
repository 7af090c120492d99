using FastMtp.Basis;
using FastMtp.Basis.Families;
using FastMtp.Files.PotentialFiles;

namespace FastMtp.Benchmarks;

/// <summary>The plan that an argument names.</summary>
internal static class NamedPlan
{
    /// <summary>That of a basis such as "mtp:16", or the tables of a potential's file as they are.</summary>
    /// <param name="subject">The basis or the file, whose path may begin at the root of the repository.</param>
    public static BasisPlan Of(string subject)
    {
        var path = Path.Combine(Results.Root(), subject);
        return File.Exists(path) ? PotentialFile.Read(path, standardPlan: false).Plan : BasisPlan.Of(subject);
    }
}
