using System.Text.Json;
using FastMtp.Files.Text;

namespace FastMtp.Training.Studies;

/// <summary>The finished fits of a study in a JSON Lines file, a header and one line per fit, rewritten after every fit.</summary>
internal sealed class StudyRecord
{
    private readonly string _path;
    private readonly List<FitOutcome> _outcomes = [];

    /// <summary>Reads the file, if it exists.</summary>
    /// <exception cref="InputException">The file cannot be read, is damaged, or is of another version.</exception>
    public StudyRecord(string path)
    {
        _path = path;
        if (!File.Exists(path)) return;
        try
        {
            var lines = File.ReadAllLines(path);
            var header = JsonSerializer.Deserialize(lines.FirstOrDefault() ?? "", StudyJson.Default.StudyHeader);
            if (header != StudyHeader.Current)
                throw new InputException($"{path}: not the record of a study of this version of FastMtp; choose another directory.");
            _outcomes.AddRange(lines.Skip(1).Select(line => JsonSerializer.Deserialize(line, StudyJson.Default.FitOutcome)!));
        }
        catch (JsonException e)
        {
            throw new InputException(
                $"{path}: not the record of a study, or a damaged one ({e.Message.TrimEnd('.')}); choose another directory.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"{path}: the record of the study cannot be read: {e.Message}", e);
        }
    }

    /// <summary>The recorded outcome of a fit; null if it is not finished.</summary>
    /// <exception cref="InputException">The recorded fit used other data or settings.</exception>
    public FitOutcome? Find(FitSpecification specification, string fingerprint)
    {
        var name = specification.ToString();
        var outcome = _outcomes.Find(o => o.Specification.ToString() == name);
        if (outcome is not null && outcome.Fingerprint != fingerprint)
            throw new InputException(
                $"{_path}: {name} was fitted to other data, or with other weights or settings; choose another directory, or repeat the "
                + "earlier command.");
        return outcome;
    }

    /// <summary>Records an outcome. Thread-safe.</summary>
    /// <exception cref="InputException">The file cannot be written.</exception>
    public void Add(FitOutcome outcome)
    {
        lock (_outcomes)
        {
            _outcomes.Add(outcome);
            AtomicFile.WriteText(_path, text =>
            {
                text.WriteLine(JsonSerializer.Serialize(StudyHeader.Current, StudyJson.Default.StudyHeader));
                foreach (var o in _outcomes) text.WriteLine(JsonSerializer.Serialize(o, StudyJson.Default.FitOutcome));
            });
        }
    }
}
