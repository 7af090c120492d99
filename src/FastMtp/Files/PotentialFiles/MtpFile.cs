using FastMtp.Files.Text;
using FastMtp.Input;
using FastMtp.Potentials;

namespace FastMtp.Files.PotentialFiles;

/// <summary>
/// Potentials in the <c>.mtp</c> text format that MLIP-2, LAMMPS and motep share. Element names, which the format has no field
/// for, are kept in its free-text line as <c>potential_tag = species=Mo,Nb,Ta,W</c>.
/// </summary>
internal static class MtpFile
{
    /// <summary>
    /// Reads a potential, plain or gzipped. An unfitted file gives start values and <see cref="PotentialModel.IsFitted"/> =
    /// false.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="species">Names of species 0, 1, …; needed if the file names none, and must agree with it otherwise.</param>
    /// <param name="standardPlan">
    /// True to replace the file's own tables by the standard plan that computes the same basis functions, if
    /// any (it has the fast kernels); the coefficients are reordered to match. False to keep the file's tables.
    /// </param>
    /// <exception cref="InputException">
    /// The file cannot be read, is not such a potential, or disagrees with <paramref name="species"/>.
    /// </exception>
    public static PotentialModel Read(string path, SpeciesList? species = null, bool standardPlan = true)
    {
        using var reader = new LineReader(path, InputBounds.LongestPotential);
        return new MtpReader(reader).Read(species, standardPlan);
    }

    /// <summary>Writes a potential, gzipped when the name ends in .gz; an unfitted one is written without coefficients.</summary>
    /// <exception cref="InputException">
    /// The file cannot be written, a coefficient is not finite, or there is a repulsion, which the format cannot hold; an
    /// existing file is left unchanged.
    /// </exception>
    public static void Write(string path, PotentialModel potential)
    {
        if (potential.Repulsion is not null)
            throw new InputException(
                $"{path}: a .mtp file cannot hold the nuclear repulsion; write a .fmtp file, or remove the repulsion.");
        if (potential.IsPerSpecies)
        {
            throw new InputException(
                $"{path}: a .mtp file has one set of coefficients, but every species of the potential has its own; write a .fmtp file.");
        }
        PotentialText.Require(path, potential);
        AtomicFile.WriteText(path, text => new MtpWriter(new RowWriter(text)).Write(potential));
    }
}
