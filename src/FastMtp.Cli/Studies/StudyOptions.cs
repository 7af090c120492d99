using System.CommandLine;
using FastMtp.Cli.Arguments;
using FastMtp.Cli.Fits;
using FastMtp.Cli.Terminals;
using FastMtp.Files.Text;
using FastMtp.Potentials;
using FastMtp.Training.Studies;

namespace FastMtp.Cli.Studies;

/// <summary>The options common to all studies: data, fit settings, seeds, and the output directory.</summary>
internal sealed class StudyOptions
{
    private readonly Argument<string[]> _data =
        Options.Files("data", "Training configurations: .cfg or extended XYZ, also .gz; one or more files.");
    private readonly Option<string[]> _valid =
        Options.FileList("--valid", "Validation configurations; models are compared by the loss on them.");
    private readonly Option<int> _seeds =
        Options.Whole("--seeds", "Number of seeds, and so of fits, for each model; --seed is the first.", 3, least: 1);
    private readonly Option<int> _jobs = Options.Jobs();
    private readonly Option<int> _threads = Options.Threads();
    private readonly Option<string?> _output = Options.Text(
        "--output", "Directory for table, picture, potentials, and the record from which an interrupted study continues.", "directory");
    private readonly Option<bool> _perSpecies = BasisOptions.PerSpecies();
    private readonly RadialBasisOptions _radial;
    private readonly TrainOptions _training;
    private readonly DataOptions _reading;

    public StudyOptions(Command command)
    {
        _valid.Required = true;
        _output.DefaultValueFactory = _ => "study";
        command.Add(_data);
        command.Add(_valid);
        foreach (var option in (Option[])[_seeds, _output, _jobs, _threads, _perSpecies]) command.Add(option);
        _radial = new RadialBasisOptions(command);
        _training = new TrainOptions(command, choosesModel: false, isPaper: true);
        _reading = new DataOptions(command);
    }

    /// <summary>Checks the options, reads the data, and opens the study.</summary>
    public StudySession Open(Terminal terminal, ParseResult parsed, IReadOnlyList<string> bases)
    {
        var settings = _training.Settings(parsed, "") with { CheckpointPath = null };
        settings.Validate();
        foreach (var basis in bases) _radial.Check(parsed, basis);
        var directory = new StudyDirectory(parsed.GetRequiredValue(_output)!);
        directory.RequireApart(new OutputCheck()
            .Reads("the training data", parsed.GetRequiredValue(_data))
            .Reads("the validation data", parsed.GetValue(_valid)));
        var (jobs, threads) = (parsed.GetValue(_jobs), parsed.GetValue(_threads));
        var data = FitInput.Read(
            terminal,
            parsed,
            _reading,
            parsed.GetRequiredValue(_data),
            parsed.GetValue(_valid),
            null,
            _training.Weights(parsed),
            _radial.Cutoff(parsed),
            threads);
        var radial = _radial.For(parsed, data);
        var perSpecies = parsed.GetValue(_perSpecies);
        return new(terminal, data, settings, basis => PotentialModel.ForBasis(basis, data.Species, radial, perSpecies), directory,
            parsed.GetValue(_seeds), jobs, threads);
    }
}

/// <summary>The output directory of a study.</summary>
internal sealed class StudyDirectory
{
    /// <summary>Names of the tables and pictures of all studies.</summary>
    private static readonly string[] Tables = ["ranks", "levels", "bases", "mfra", "etn"];

    private readonly string _root;

    /// <summary>Creates the directory if it does not exist.</summary>
    public StudyDirectory(string root)
    {
        _root = root;
        try
        {
            Directory.CreateDirectory(Path.Combine(root, "potentials"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new InputException($"{root}: cannot create the directory of the study; check the name and the permissions.", e);
        }
        AtomicFile.RequireWritable(RecordPath);
    }

    public string RecordPath => PathOf("fits.jsonl");

    /// <summary>Checks that the study does not overwrite its inputs.</summary>
    /// <exception cref="InputException">It would.</exception>
    public void RequireApart(OutputCheck inputs)
    {
        foreach (var name in (string[])["fits.jsonl", .. Tables.Select(table => $"{table}.csv"), .. Tables.Select(table => $"{table}.png")])
            inputs.Writes($"the file {name} of the study", PathOf(name), "--output");
    }

    public string PathOf(string name) => Path.Combine(_root, name);

    /// <summary>The file for the potential of a fit, such as potentials/tf-4-8-4-mtp-14-seed-0.fmtp.</summary>
    public string PotentialOf(FitSpecification fit)
    {
        var words = fit.ToString().Split([' ', ',', ':', '/'], StringSplitOptions.RemoveEmptyEntries);
        return Path.Combine(_root, "potentials", string.Join('-', words) + ".fmtp");
    }
}
