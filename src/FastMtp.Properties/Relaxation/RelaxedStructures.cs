using System.Globalization;

namespace FastMtp.Properties.Relaxation;

/// <summary>Relaxed structures as they are written to files.</summary>
internal static class RelaxedStructures
{
    private const string ConvergedKey = "converged";
    private const string EndingKey = "relaxation";
    private const string StructureKey = "structure";
    private const string StepKey = "step";

    /// <summary>The last structures, with how they ended.</summary>
    public static IEnumerable<Configuration> Last(IEnumerable<Relaxed> ends) => ends.Select(end => Noted(
        end.Configuration, (ConvergedKey, end.IsConverged ? "T" : "F"), (EndingKey, end.Ending.Word())));

    /// <summary>All structures on the way, with the number of the structure, from 1, and of the step, from 0.</summary>
    public static IEnumerable<Configuration> Paths(IEnumerable<Relaxed> ends) => ends.SelectMany((end, structure) => end.Path.Select(
        (frame, step) => Noted(frame, (StructureKey, Text(structure + 1)), (StepKey, Text(step)))));

    private static Configuration Noted(Configuration configuration, params (string Key, string Value)[] notes) => configuration with
    {
        Features =
        [
            .. configuration.Features.Where(f => notes.All(note => note.Key != f.Key)),
            .. notes.Select(note => KeyValuePair.Create(note.Key, note.Value)),
        ],
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
