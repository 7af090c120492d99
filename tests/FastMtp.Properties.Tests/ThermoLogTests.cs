using FastMtp.Properties.Trajectories;
using FastMtp.Tests.Shared;

namespace FastMtp.Properties.Tests;

public sealed class ThermoLogTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void RunsOfALogComeApart()
    {
        var runs = ThermoLog.Read(_directory.Write("log.lammps", """
            LAMMPS (2 Aug 2023)
            units metal
            timestep 0.002
            thermo_style custom step temp density
            Step Temp Density
                   0          300    1.5
            WARNING: something (src/x.cpp:1)
                  10          310    1.6
            Loop time of 0.1 on 1 procs for 10 steps with 8 atoms

               Step          Temp          Density
                  10   310            1.6
                  20   320            1.7
                  30   330            1.8
            Loop time of 0.1 on 1 procs for 20 steps with 8 atoms
            Total wall time: 0:00:00
            """));
        Assert.Equal(2, runs.Count);
        Assert.Equal([300, 310], runs[0].Column("Temp")!);
        Assert.Equal([1.6, 1.7, 1.8], runs[1].Column("Density")!);
        Assert.Equal(8, runs[1].Atoms);
        Assert.Equal("metal", runs[1].Units);
        Assert.Equal([0.02, 0.04, 0.06], runs[1].Times());
    }

    [Fact]
    public void TablesOfYamlStyleAndOfFixesAreRead()
    {
        var yaml = Assert.Single(ThermoLog.Read(_directory.Write("yaml.log", """
            ---
            keywords: ['Step', 'Temp', 'PotEng', ]
            data:
              - [0, 300, -1.5, ]
              - [100, 301, -1.6, ]
            ...
            """)));
        Assert.Equal([-1.5, -1.6], yaml.Column("PotEng")!);
        var fix = Assert.Single(ThermoLog.Read(_directory.Write("density.dat", """
            # Time-averaged data for fix mean
            # TimeStep v_density
            1000 1.66
            2000 1.67
            """)));
        Assert.Equal([1.66, 1.67], fix.Column("v_density")!);
        Assert.False(fix.HasTimes);
    }

    [Fact]
    public void ARunThatCrashedKeepsItsRows()
    {
        var run = Assert.Single(ThermoLog.Read(_directory.Write("log.lammps", "Step Temp\n0 300\n1 301\nERROR: Lost atoms\n")));
        Assert.Equal(2, run.Count);
    }

    [Fact]
    public void ATornRowIsLeftOutAndTheRunGoesOn()
    {
        var run = Assert.Single(ThermoLog.Read(_directory.Write(
            "log.lammps", "Step Temp Density\n0 300 1\n10 31\n\n20 320 1.2\ne-05 330\n40 340 1.4\n50 35")));
        Assert.Equal([0, 20, 40], run.Columns[0]);
        // The last row is not torn, but not yet written.
        Assert.Equal([3, 6], run.Torn);
    }

    [Fact]
    public void WhatFollowsACrashIsNoRow()
    {
        var runs = ThermoLog.Read(_directory.Write("log.lammps", """
            units metal
            timestep 0.002
            Step Temp Press
            0 300 1
            ERROR: Lost atoms
            LAMMPS (2 Aug 2023)
            1 by 1
            2 by 2
            0 8 8
            units lj
            timestep 0.005
            Step Temp Press
            0 310 1
            """));
        Assert.Equal(["metal", "lj"], runs.Select(run => run.Units));
        Assert.Equal([0.002, 0.005], runs.Select(run => run.TimeStep!.Value));
        Assert.All(runs, run => Assert.Equal((1, 0), (run.Count, run.Torn.Length)));
    }

    [Fact]
    public void ValuesThatAreNotFiniteAreRefusedWithTheirLine()
    {
        var path = _directory.Write("log.lammps", "Step Temp\n0 300\n1 nan\n");
        Assert.Contains("log.lammps:3: Temp is nan", Assert.Throws<InputException>(() => ThermoLog.Read(path)).Message);
    }

    [Fact]
    public void AFileWithoutATableIsRefused()
    {
        var path = _directory.Write("log.lammps", "LAMMPS (2 Aug 2023)\nERROR: Unknown command\n");
        Assert.Contains("no table of a run", Assert.Throws<InputException>(() => ThermoLog.Read(path)).Message);
    }
}
