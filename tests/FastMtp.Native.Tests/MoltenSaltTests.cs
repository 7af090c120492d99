using System.Globalization;
using FastMtp.Tests.Shared;

namespace FastMtp.Native.Tests;

/// <summary>The teacher of the molten salt example is the model that it says it is.</summary>
public sealed class MoltenSaltTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [NeedsTheory(Tools.Lammps)]
    [InlineData(1, 4.011, -10.81)]
    [InlineData(2, 4.579, -9.51)]
    [InlineData(3, 5.293, -8.43)]
    public void RelaxedCrystalsHaveTheirKnownLatticeConstants(int cation, double latticeConstant, double energyPerPair)
    {
        File.Copy(Path.Combine(GoldenData.Root, "examples", "flinak", "teacher.lmp"), _directory.PathOf("teacher.lmp"));
        _directory.Write("in.crystal", string.Create(CultureInfo.InvariantCulture, $"""
            units metal
            atom_style charge
            lattice custom {latticeConstant * 1.02} a1 1 0 0 a2 0 1 0 a3 0 0 1 basis 0 0 0 basis 0 .5 .5 basis .5 0 .5 basis .5 .5 0 &
                basis .5 0 0 basis 0 .5 0 basis 0 0 .5 basis .5 .5 .5
            region box block 0 3 0 3 0 3
            create_box 4 box
            create_atoms 4 box basis 1 {cation} basis 2 {cation} basis 3 {cation} basis 4 {cation}
            mass * 1
            include teacher.lmp
            fix box all box/relax iso 0
            minimize 1e-12 1e-8 1000 10000
            variable a equal lx/3
            variable e equal pe/108
            print "$a $e" file result.txt

            """));
        Tools.Do(Tools.Lammps, ["-in", "in.crystal", "-screen", "none"], _directory.Root);
        var result = File.ReadAllText(_directory.PathOf("result.txt")).Split(' ', StringSplitOptions.TrimEntries)
            .Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        // Those of the pure salts, whose fluorine ions differ a little from the ones of KF that all salts have here.
        Assert.Equal(latticeConstant, result[0], 0.01);
        Assert.Equal(energyPerPair, result[1], 0.05);
    }
}
