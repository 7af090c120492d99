using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using FastMtp.Files.Text;

namespace FastMtp.Selection.Learning;

/// <summary>The directory of a round. Each stage ends by writing a file whole; one that has its file is done.</summary>
/// <param name="path">The directory.</param>
/// <param name="number">Number of the round, from 0.</param>
internal sealed class RoundDirectory(string path, int number)
{
    /// <summary>Number of the round, from 0.</summary>
    public int Number => number;

    /// <summary>The directory.</summary>
    public string Root => path;

    /// <summary>The training set of the round.</summary>
    public string TrainingPath => Of("training.xyz");

    /// <summary>The potential of the round, a committee if there are several members.</summary>
    public string PotentialPath => Of("potential.fmtp");

    /// <summary>The frames to label.</summary>
    public string ChosenPath => Of("chosen.xyz");

    /// <summary>How the fit ended; null if it has not.</summary>
    public RoundFit? Fit
    {
        get => Read(Of("fit.json"), LearningJson.Default.RoundFit);
        set => Write(Of("fit.json"), value!, LearningJson.Default.RoundFit);
    }

    /// <summary>What was chosen; null if it has not been done.</summary>
    public RoundChoice? Choice
    {
        get => Read(Of("choice.json"), LearningJson.Default.RoundChoice);
        set => Write(Of("choice.json"), value!, LearningJson.Default.RoundChoice);
    }

    /// <summary>The potential of a member, from 0, of several.</summary>
    public string MemberPath(int member, int members) => members == 1 ? PotentialPath : Of($"potential-{member + 1}.fmtp");

    /// <summary>The directory of a simulation.</summary>
    public string SimulationPath(int run) => Path.Combine(path, "simulations", $"{run:00}");

    /// <summary>The directory of a label.</summary>
    public string LabelPath(int label) => Path.Combine(path, "labels", $"{label:000}");

    /// <exception cref="InputException">It cannot be created.</exception>
    public void Create()
    {
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: the directory cannot be created ({e.Message.TrimEnd('.')}); choose another one.", e);
        }
    }

    /// <summary>Reads a record; null if there is none.</summary>
    /// <exception cref="InputException">The file is damaged.</exception>
    public static T? Read<T>(string file, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllText(file), type) : null;
        }
        catch (JsonException e)
        {
            throw new InputException($"{file}: the record of a loop is damaged here; restore it, or choose another directory.", e);
        }
    }

    private string Of(string name) => Path.Combine(path, name);

    private static void Write<T>(string file, T record, JsonTypeInfo<T> type) =>
        AtomicFile.WriteText(file, text => text.WriteLine(JsonSerializer.Serialize(record, type)));
}
