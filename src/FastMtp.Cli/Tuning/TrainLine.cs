using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using FastMtp.Basis.Mtp;
using FastMtp.Training.Settings;
using FastMtp.Training.Tuning;

namespace FastMtp.Cli.Tuning;

/// <summary>The command line that repeats a fit of the search.</summary>
internal static class TrainLine
{
    /// <summary>The options that the user gave and that <c>fastmtp train</c> has as well, as they were written.</summary>
    public static IReadOnlyList<string> Passed(ParseResult parsed, IEnumerable<Option> options) =>
    [
        .. options.Select(parsed.GetResult).OfType<OptionResult>().Where(result => !result.Implicit)
            .SelectMany(result => (string[])[result.Option.Name, .. result.Tokens.Select(token => token.Value)]),
    ];

    /// <summary>The command line for a trial.</summary>
    /// <param name="trial">The trial.</param>
    /// <param name="data">Arguments for the data.</param>
    /// <param name="steps">Number of steps.</param>
    /// <param name="final">Number of final steps on all data; null for none.</param>
    /// <param name="passed">Other arguments.</param>
    public static string Of(Trial trial, IReadOnlyList<string> data, int steps, int? final, IReadOnlyList<string> passed)
    {
        var candidate = trial.Candidate;
        string[] basis = MtpFamily.LevelOf(candidate.Basis) is { } level ? ["--level", $"{level}"] : ["--basis", candidate.Basis];
        string[] form = candidate.Form == RadialForm.Base ? [] : ["--model", candidate.Form.Name];
        string[] ranks = candidate.Form.Ranks.Count == 0 ? [] : ["--rank", string.Join(',', candidate.Form.Ranks)];
        string[] favor = candidate.Favored is { } favored ? ["--favor", favored] : [];
        string[] method = trial.Method == FitMethod.Bfgs ? ["--method", "bfgs"] : [];
        string[] all =
        [
            "fastmtp", "train", .. data, .. basis, "--cutoff", candidate.Cutoff.ToString(CultureInfo.InvariantCulture),
            "--radial-size", $"{candidate.RadialSize}", .. form, .. ranks, .. favor, .. method, "--steps", $"{steps}",
            .. final is null ? Array.Empty<string>() : ["--final", $"{final}"], .. passed, "--output", "potential.fmtp",
        ];
        return string.Join(' ', all.Select(Quoted));
    }

    private static string Quoted(string word) => word.All(c => char.IsLetterOrDigit(c) || "-_./:,=+".Contains(c)) ? word : $"'{word}'";
}
