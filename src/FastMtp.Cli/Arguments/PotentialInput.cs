using FastMtp.Basis;
using FastMtp.Cli.Terminals;
using FastMtp.Files.ConfigurationFiles;
using FastMtp.Files.PaceFiles;
using FastMtp.Files.PotentialFiles;
using FastMtp.Files.Text;
using FastMtp.Kernels;
using FastMtp.Potentials;
using FastMtp.Training.Fits;
using FastMtp.Training.Settings;

namespace FastMtp.Cli.Arguments;

/// <summary>Potentials as the commands need them: with named species and a kernel.</summary>
internal static class PotentialInput
{
    /// <summary>
    /// Reads a potential of this program; species names in the file take precedence over those the user gave for type numbers.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="given">The names that the user gave; null for none.</param>
    /// <param name="mayBeMore">True if those behind the species of the potential are not for it.</param>
    public static PotentialModel Read(string path, SpeciesList? given, bool mayBeMore = false)
    {
        var potential = PotentialFile.Read(path);
        if (potential.Species is not null) return potential;
        if (given is null)
        {
            throw new InputException(
                $"{path}: the potential has {potential.SpeciesCount} species but does not name them; "
                + "give the names in its order with --species, such as Mo,Nb,Ta,W.");
        }
        var isMore = mayBeMore && potential.SpeciesCount < given.Count;
        return PotentialFile.Read(path, isMore ? new(given.Names.Take(potential.SpeciesCount)) : given);
    }

    /// <summary>The same for a potential that is only evaluated: with its coefficients, or in the form of PACE.</summary>
    public static Potential ReadFitted(string path, SpeciesList? given)
    {
        // A potential of PACE always names its species.
        if (YaceFile.Is(path)) return Potential.Load(path);
        if (CommitteeFile.Is(path)) return Potential.Load(path, given?.ToString());
        var model = Read(path, given);
        return model.IsFitted
            ? new(model, Kernel(model.Plan))
            : throw new InputException($"{path}: the potential has no coefficients; fit it first with fastmtp train --start.");
    }

    /// <summary>The same for several potentials, which make a committee; one stays alone.</summary>
    public static Potential ReadFitted(IReadOnlyList<string> paths, SpeciesList? given)
    {
        Potential[] members = [.. paths.Select(path => ReadFitted(path, given))];
        foreach (var (member, path) in members.Zip(paths))
        {
            if (!Equals(member.Species, members[0].Species))
            {
                throw new InputException($"{path}: the potential is for {member.Species}, but {paths[0]} is for {members[0].Species}; "
                    + "name potentials for the same species.");
            }
            if (member.Cutoff == members[0].Cutoff) continue;
            throw new InputException($"{path}: the potential has the cutoff {Format.Length(member.Cutoff)}, but {paths[0]} "
                + $"{Format.Length(members[0].Cutoff)}; name potentials that were fitted alike.");
        }
        return members.Length == 1 ? members[0] : Potential.Committee(members);
    }

    /// <summary>Potentials that are named before other files.</summary>
    public static (string[] Potentials, string[] Others) Split(IReadOnlyList<string> files)
    {
        string[] potentials = [.. files.TakeWhile((file, i) => i == 0 || PotentialFile.IsPotential(file))];
        return (potentials, [.. files.Skip(potentials.Length)]);
    }

    /// <summary>Checks early that a potential can be written.</summary>
    /// <exception cref="InputException">The extension is that of a configuration file, or the file is not writable.</exception>
    public static void RequireWritable(string path)
    {
        if (ConfigurationFile.IsName(path))
            throw new InputException($"{path}: this is the name of a configuration file; name the potential .mtp or .fmtp.");
        AtomicFile.RequireWritable(path);
    }

    /// <summary>The kernel for a plan, in a job that evaluates so many atoms.</summary>
    public static MtpKernel Kernel(BasisPlan plan, double atoms = 0) => Named(() => KernelRegistry.For(plan, atoms));

    /// <summary>The kernel for a fit.</summary>
    public static MtpKernel Kernel(PotentialModel potential, FitData data, TrainingSettings settings) =>
        Named(() => FitTask.KernelFor(potential, data, settings));

    /// <summary>A potential with the kernels for a job that evaluates so many atoms.</summary>
    public static Potential WithKernelsFor(Potential potential, double atoms) => Named(() => potential.WithKernelsFor(atoms));

    private static T Named<T>(Func<T> choice)
    {
        try
        {
            return choice();
        }
        catch (InvalidOperationException e)
        {
            throw new InputException(e.Message, e);
        }
    }
}
