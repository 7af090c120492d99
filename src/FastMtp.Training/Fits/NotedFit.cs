using System.Globalization;
using FastMtp.Training.Loss;

namespace FastMtp.Training.Fits;

/// <summary>What the notes of a potential, as <see cref="FitNotes"/> writes them, say of the options of its fit.</summary>
/// <param name="Weights">Weights of the loss, without those of groups; the usual ones if the potential has no notes.</param>
/// <param name="Data">Numbers of training and validation configurations; null if they are not noted.</param>
/// <param name="IsHeldOut">True if the validation configurations were held out of the data.</param>
/// <param name="Final">Final steps that changed the potential, in words; null without.</param>
internal sealed record NotedFit(LossWeights Weights, (int Training, int Validation)? Data, bool IsHeldOut, string? Final)
{
    private static readonly LossWeights Usual = new() { Favor = Favor.Balanced };

    /// <summary>Numbers of training configurations and of those held out; null if none were, or none are noted.</summary>
    public (int Training, int Validation)? HeldOut => IsHeldOut ? Data : null;

    /// <summary>A note if there are not as many configurations as were fitted to; null otherwise.</summary>
    /// <param name="potential">File of the potential.</param>
    /// <param name="count">Number of configurations that are said to be those of the fit.</param>
    public string? OtherData(string potential, int count)
    {
        // Those held out belong to the data that were named, and final steps may have been fitted to validation data, too.
        if (Data is not var (training, validation) || count == training || count == training + validation) return null;
        var fitted = IsHeldOut ? training + validation : training;
        return $"{potential} was fitted to {fitted} configurations, but the training data have {count}; "
            + "check that they are those of the fit.";
    }

    /// <summary>Reads the notes.</summary>
    public static NotedFit Of(IReadOnlyDictionary<string, string> notes) =>
        new(
            notes.TryGetValue("loss", out var loss) ? WeightsIn(loss) : Usual,
            notes.TryGetValue("data", out var data) ? DataIn(data) : null,
            data?.EndsWith(", held out", StringComparison.Ordinal) ?? false,
            notes.TryGetValue("final", out var final) && !final.Contains(FinalFit.WithoutGain) ? final : null);

    private static LossWeights WeightsIn(string words)
    {
        if (FavorWords.All.TryGetValue(words.Split(',')[0], out var favor))
            return new() { Favor = favor, Balance = words.Contains(LossWeights.BalanceWord) ? Number(words.Split(',')[1]) : null };
        return words.Split(';') is [var terms, var how]
            && terms.Split(',') is [var energy, var force, var stress]
            && Number(energy) is { } e && Number(force) is { } f && Number(stress) is { } s
            && LossNormalizationWords.All.TryGetValue(how.Split(' ')[^1], out var normalization)
            ? new() { Energy = e, Force = f, Stress = s, Normalization = normalization } : Usual;
    }

    private static (int, int)? DataIn(string words) =>
        words.Split(", ") is [var training, var validation, ..]
            && int.TryParse(training.Split(' ')[0], out var fitted) && int.TryParse(validation.Split(' ')[0], out var held)
            ? (fitted, held) : null;

    /// <summary>The number at the end of "energy 1".</summary>
    private static double? Number(string term) =>
        double.TryParse(term.Split(' ')[^1], NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
