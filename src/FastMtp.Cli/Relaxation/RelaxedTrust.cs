using FastMtp.Cli.Terminals;

namespace FastMtp.Cli.Relaxation;

/// <summary>How far relaxed structures are to be trusted: a minimum outside of the training data may be a hole of the potential.</summary>
internal static class RelaxedTrust
{
    /// <summary>Grades above this are worth a note.</summary>
    private const double LargeGrade = 2;

    /// <summary>The structures with grades or spread, if the potential has them; a note names the worst.</summary>
    public static IReadOnlyList<Configuration> Add(Terminal terminal, Potential potential, IReadOnlyList<Configuration> structures)
    {
        if (potential.HasGrades)
        {
            Configuration[] graded = [.. structures.Select(structure => structure with { Grades = potential.Grade(structure).Grades })];
            var worst = graded.MaxBy(structure => structure.Grades!.Max())!;
            var above = graded.Count(structure => structure.Grades!.Max() > LargeGrade);
            if (above > 0)
            {
                terminal.Note($"atoms of {Format.Count(above, "relaxed structure")} have grades above {LargeGrade:0}, up to "
                    + $"{Format.Figures(worst.Grades!.Max())} in {worst.Origin}: the potential was not fitted to anything like them.");
            }
            return graded;
        }
        if (!potential.IsCommittee) return structures;
        Configuration[] spread = [.. structures.Select(structure => structure with { Spread = potential.Evaluate(structure).ForceSpread })];
        var widest = spread.MaxBy(structure => structure.Spread!.Max())!;
        terminal.Line($"Largest spread of a force over the members: {Format.Figures(widest.Spread!.Max())} eV/Å in {widest.Origin}");
        return spread;
    }
}
