using System.Text.Json.Serialization;

namespace FastMtp.Selection.Learning;

/// <summary>Root mean square errors on a set; null where it has no labels.</summary>
/// <param name="Energy">eV/atom.</param>
/// <param name="Force">Of a component, eV/Å.</param>
/// <param name="Stress">Of a component, GPa.</param>
internal sealed record SetErrors(double? Energy, double? Force, double? Stress);

/// <summary>How the fit of a round ended.</summary>
/// <param name="Configurations">Configurations of the training set.</param>
/// <param name="Atoms">Its atoms.</param>
/// <param name="Training">Errors on it.</param>
/// <param name="Validation">Errors on the validation set; null without one.</param>
/// <param name="Test">Errors on the test set; null without one.</param>
/// <param name="Seconds">Time of the fits, s.</param>
internal sealed record RoundFit(
    int Configurations, long Atoms, SetErrors Training, SetErrors? Validation, SetErrors? Test, double Seconds);

/// <summary>What was chosen in a round.</summary>
/// <param name="Frames">Frames of all simulations.</param>
/// <param name="Astray">Those after a run had gone astray.</param>
/// <param name="MedianGrade">
/// Median of the largest grades of all frames whose atoms are apart; null if grades were not asked for.
/// </param>
/// <param name="LargestGrade">The largest of them.</param>
/// <param name="LargestSpread">The largest spread of a force, eV/Å; null without a committee.</param>
/// <param name="Wanted">Frames that grade or spread asked for.</param>
/// <param name="Chosen">Frames to label.</param>
internal sealed record RoundChoice(
    int Frames, int Astray, double? MedianGrade, double? LargestGrade, double? LargestSpread, int Wanted, int Chosen);

/// <summary>A round so far.</summary>
/// <param name="Number">Its number, from 0.</param>
/// <param name="Fit">The fit.</param>
/// <param name="Choice">What was chosen; null in the last round.</param>
/// <param name="Labelled">Configurations that got labels; null in the last round.</param>
internal sealed record Round(int Number, RoundFit Fit, RoundChoice? Choice, int? Labelled);

/// <summary>What a loop was begun with.</summary>
internal sealed record LoopHeader(string? Format, int Version, string Fingerprint)
{
    public static LoopHeader Current { get; } = new("FastMtp learning loop", 1, "");
}

/// <summary>Source-generated JSON serialization of the records of a loop.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(LoopHeader))]
[JsonSerializable(typeof(RoundFit))]
[JsonSerializable(typeof(RoundChoice))]
internal sealed partial class LearningJson : JsonSerializerContext;
