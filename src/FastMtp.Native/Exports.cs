using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FastMtp.Native;

/// <summary>The functions of <c>fastmtp.h</c>, documented there. No exception escapes.</summary>
internal static unsafe class Exports
{
    private const int AbiVersion = 1;

    [UnmanagedCallersOnly(EntryPoint = "fastmtp_abi_version", CallConvs = [typeof(CallConvCdecl)])]
    private static int GetAbiVersion() => AbiVersion;

    [UnmanagedCallersOnly(EntryPoint = "fastmtp_last_error", CallConvs = [typeof(CallConvCdecl)])]
    private static byte* GetLastError() => LastError.Text;

    [UnmanagedCallersOnly(EntryPoint = "fastmtp_open", CallConvs = [typeof(CallConvCdecl)])]
    private static Status Open(byte* path, byte* species, nint* potential) => Run(() =>
    {
        if (potential == null) throw new InputException("fastmtp_open: potential is NULL.");
        *potential = 0;
        *potential = OpenPotential.Read(Text(path, "fastmtp_open: path is NULL."), species == null ? null : Text(species, ""));
    });

    [UnmanagedCallersOnly(EntryPoint = "fastmtp_close", CallConvs = [typeof(CallConvCdecl)])]
    private static void Close(nint potential) => Run(() => OpenPotential.Close(potential));

    [UnmanagedCallersOnly(EntryPoint = "fastmtp_cutoff", CallConvs = [typeof(CallConvCdecl)])]
    private static double GetCutoff(nint potential)
    {
        var cutoff = 0.0;
        Run(() => cutoff = OpenPotential.Of(potential).Potential.Cutoff);
        return cutoff;
    }

    [UnmanagedCallersOnly(EntryPoint = "fastmtp_min_distance", CallConvs = [typeof(CallConvCdecl)])]
    private static double GetMinDistance(nint potential)
    {
        var distance = 0.0;
        Run(() => distance = OpenPotential.Of(potential).Potential.MinDistance);
        return distance;
    }

    [UnmanagedCallersOnly(EntryPoint = "fastmtp_shortest_distance", CallConvs = [typeof(CallConvCdecl)])]
    private static double GetShortestDistance(nint potential, int first, int second)
    {
        var distance = 0.0;
        Run(() => distance = OpenPotential.Of(potential).ShortestDistance(first, second));
        return distance;
    }

    [UnmanagedCallersOnly(EntryPoint = "fastmtp_species_count", CallConvs = [typeof(CallConvCdecl)])]
    private static int GetSpeciesCount(nint potential)
    {
        var count = 0;
        Run(() => count = OpenPotential.Of(potential).SpeciesCount);
        return count;
    }

    [UnmanagedCallersOnly(EntryPoint = "fastmtp_species_name", CallConvs = [typeof(CallConvCdecl)])]
    private static byte* GetSpeciesName(nint potential, int species)
    {
        byte* name = null;
        Run(() => name = OpenPotential.Of(potential).Name(species));
        return name;
    }

    [UnmanagedCallersOnly(EntryPoint = "fastmtp_species_number", CallConvs = [typeof(CallConvCdecl)])]
    private static int GetSpeciesNumber(nint potential, byte* name)
    {
        var number = -1;
        Run(() => number = OpenPotential.Of(potential).Number(Text(name, "fastmtp_species_number: name is NULL.")));
        return number;
    }

    [UnmanagedCallersOnly(EntryPoint = "fastmtp_kernel", CallConvs = [typeof(CallConvCdecl)])]
    private static byte* GetKernel(nint potential)
    {
        byte* name = null;
        Run(() => name = OpenPotential.Of(potential).KernelName);
        return name;
    }

    [UnmanagedCallersOnly(EntryPoint = "fastmtp_why_interpreted", CallConvs = [typeof(CallConvCdecl)])]
    private static byte* GetWhyInterpreted(nint potential)
    {
        byte* reason = null;
        Run(() => reason = OpenPotential.Of(potential).WhyInterpreted);
        return reason;
    }

    [UnmanagedCallersOnly(EntryPoint = "fastmtp_has_grades", CallConvs = [typeof(CallConvCdecl)])]
    private static int HasGrades(nint potential)
    {
        var has = 0;
        Run(() => has = OpenPotential.Of(potential).Potential.HasGrades ? 1 : 0);
        return has;
    }

    [UnmanagedCallersOnly(EntryPoint = "fastmtp_member_count", CallConvs = [typeof(CallConvCdecl)])]
    private static int GetMemberCount(nint potential)
    {
        var count = 0;
        Run(() => count = OpenPotential.Of(potential).Potential.Members.Count);
        return count;
    }

    [UnmanagedCallersOnly(EntryPoint = "fastmtp_set_threads", CallConvs = [typeof(CallConvCdecl)])]
    private static Status SetThreads(nint potential, int threads) => Run(() => OpenPotential.Of(potential).SetThreads(threads));

    [UnmanagedCallersOnly(EntryPoint = "fastmtp_set_precision", CallConvs = [typeof(CallConvCdecl)])]
    private static Status SetPrecision(nint potential, int precision) => Run(() => OpenPotential.Of(potential).SetPrecision(precision));

    [UnmanagedCallersOnly(EntryPoint = "fastmtp_compute_atoms", CallConvs = [typeof(CallConvCdecl)])]
    private static Status ComputeAtoms(nint potential, NativeAtoms* atoms, NativeResults* results) => Run(() =>
    {
        var open = OpenPotential.Of(potential);
        Require(atoms != null && atoms->Size == (nuint)sizeof(NativeAtoms), "fastmtp_atoms");
        open.Evaluate(*atoms, NativeResults.Of(results));
    });

    [UnmanagedCallersOnly(EntryPoint = "fastmtp_compute_configuration", CallConvs = [typeof(CallConvCdecl)])]
    private static Status ComputeConfiguration(nint potential, NativeConfiguration* configuration, NativeResults* results) => Run(() =>
    {
        var open = OpenPotential.Of(potential);
        Require(configuration != null && configuration->Size == (nuint)sizeof(NativeConfiguration), "fastmtp_configuration");
        open.Evaluate(*configuration, NativeResults.Of(results));
    });

    private static Status Run(Action action)
    {
        try
        {
            action();
            return Status.Ok;
        }
        catch (Exception e)
        {
            return LastError.Of(e);
        }
    }

    private static string Text(byte* text, string otherwise) => Marshal.PtrToStringUTF8((nint)text) ?? throw new InputException(otherwise);

    private static void Require(bool condition, string structure)
    {
        if (condition) return;
        throw new InputException(
            $"{structure}: the pointer is NULL, or size is not sizeof({structure}); compile with the header of this version.");
    }
}
