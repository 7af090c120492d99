using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

/// <summary>A test that starts processes with <c>mpirun</c>; where there is none it is reported as not run.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MpiFactAttribute : FactAttribute
{
    public MpiFactAttribute()
    {
        if (!Programs.IsThere(MpiProcess.Launcher)) Skip = "mpirun is not installed (Debian: openmpi-bin).";
    }
}
