using System.IO.Compression;
using FastMtp.Files.PotentialFiles;
using FastMtp.Tests.Shared;

namespace FastMtp.Cli.Tests;

/// <summary>A command with something wrong in it.</summary>
internal sealed record BadInput(string Name, Func<TemporaryDirectory, string[]> Arguments);

/// <summary>Ways to be wrong.</summary>
internal static class BadInputs
{
    public const string Dimer = """
        2
        Lattice="9 0 0 0 9 0 0 0 9" Properties=species:S:1:pos:R:3:forces:R:3 energy=-3.5
        Mo 0 0 0 0 0 0.1
        W 0 0 2.5 0 0 -0.1

        """;

    private const string Cfg = """
        BEGIN_CFG
         Size
            2
         AtomData:  id type cartes_x cartes_y cartes_z
            1 0 0 0 0
            2 4 0 0 2.5
        END_CFG

        """;

    private const string Poscar = "Mo\n1.0\n3 0 0\n0 3 0\n0 0 3\nMo\n1\nDirect\n0 0 0\n";

    private const string Cif = """
        data_x
        _cell_length_a 3 _cell_length_b 3 _cell_length_c 3 _cell_angle_alpha 90 _cell_angle_beta 90 _cell_angle_gamma 90
        _symmetry_space_group_name_H-M 'P 1'
        loop_ _atom_site_label _atom_site_occupancy _atom_site_fract_x _atom_site_fract_y _atom_site_fract_z
        Mo 1 0 0 0

        """;

    public const string Pace = """
        elements: [Mo]
        E0: [-1.5]
        deltaSplineBins: 0.001
        embeddings:
          0: {ndensity: 1, FS_parameters: [1, 1], npoti: FinnisSinclair, rho_core_cutoff: 100000, drho_core_cutoff: 250}
        bonds:
          [0, 0]: {nradmax: 1, lmax: 1, nradbasemax: 2, radbasename: ChebPow, radparameters: [2], radcoefficients: [[[1, 2], [3, 4]]], prehc: 0, lambdahc: 1, rcut: 5, dcut: 0.01}
        functions:
          0:
            - {mu0: 0, rank: 1, ndensity: 1, num_ms_combs: 1, mus: [0], ns: [2], ls: [0], ms_combs: [0], ctildes: [0.5]}
            - {mu0: 0, rank: 2, ndensity: 1, num_ms_combs: 2, mus: [0, 0], ns: [1, 1], ls: [1, 1], ms_combs: [0, 0, 1, -1], ctildes: [1, -2]}

        """;

    private static readonly string Potential = GoldenData.PathOf("g06.mtp");

    public static IEnumerable<BadInput> All =>
        [
            .. Commands, .. Files, .. Contents, .. Potentials, .. PacePotentials, .. Compressions, .. Exports, .. Relaxations,
            .. Grades, .. Analyses, .. PropertyTests, .. Checks, .. Loops, .. Studies, .. Searches, .. Prunings, .. Trainings, .. Reports,
        ];

    private static IEnumerable<BadInput> Commands =>
    [
        new("no command", _ => []),
        new("unknown command", _ => ["evalute", "a.mtp", "b.cfg"]),
        new("unknown option", d => ["info", Xyz(d, Dimer), "--levl", "8"]),
        new("option without value", _ => ["info", "--level"]),
        new("missing argument", _ => ["evaluate"]),
        new("decimal comma", d => ["info", Xyz(d, Dimer), "--cutoff", "5,5"]),
        new("word for a number", _ => ["info", "--level", "high", "--species", "Mo"]),
        new("odd level", _ => ["info", "--level", "7", "--species", "Mo"]),
        new("level too high", d => ["train", Xyz(d, Dimer), "--level", "26"]),
        new("repulsion for a file without place for it", d => ["train", Xyz(d, Dimer), "--zbl", "1,2", "--output", "a.mtp"]),
        new("repulsion that ends before it begins", d => ["train", Xyz(d, Dimer), "--zbl", "2,1", "--output", "a.fmtp"]),
        new("repulsion of one distance", d => ["train", Xyz(d, Dimer), "--zbl", "2", "--output", "a.fmtp"]),
        new("level without species", _ => ["info", "--level", "8"]),
        new("species named twice", _ => ["info", "--level", "8", "--species", "Mo,W,Mo"]),
        new("species that is none", _ => ["info", "--level", "8", "--species", "Mo,4"]),
        new("nothing to describe", _ => ["info"]),
        new("unknown format", d => ["info", Xyz(d, Dimer), "--format", "vasp"]),
        new("rank above the form's", _ => ["info", "--level", "14", "--species", "Mo,Nb,Ta,W", "--model", "mf", "--rank", "17"]),
        new("ranks a tensor train cannot have",
            _ => ["info", "--level", "14", "--species", "Mo,Nb,Ta,W", "--model", "tf", "--rank", "5,8,4"]),
        new("one rank for a tensor train", _ => ["info", "--level", "14", "--species", "Mo,Nb,Ta,W", "--model", "tf", "--rank", "4"]),
        new("n and l apart in an MTP",
            _ => ["info", "--level", "14", "--species", "Mo,Nb,Ta,W", "--model", "tf5", "--rank", "4,8,8,4"]),
        new("three ranks for a tensor train with n and l apart",
            _ => ["info", "--basis", "ace:8", "--species", "Mo,Nb,Ta,W", "--model", "tf5", "--rank", "4,8,4"]),
        new("ranks that a tensor train with n and l apart cannot have",
            _ => ["info", "--basis", "ace:8", "--species", "Mo,Nb,Ta,W", "--model", "tf5", "--rank", "4,8,25,8"]),
        new("rank above that of a pair", _ => ["info", "--basis", "ace:8", "--species", "Mo,Nb,Ta,W", "--model", "rpairs", "--rank", "9"]),
        new("rank of a form without one",
            _ => ["info", "--level", "14", "--species", "Mo,Nb,Ta,W", "--model", "symmetric", "--rank", "4"]),
        new("rank of the moments of an MTP", d => ["train", Xyz(d, Dimer), "--level", "8", "--moment-rank", "2"]),
        new("rank of the moments above the number of radial functions",
            d => ["train", Xyz(d, Dimer), "--basis", "ace-n:2,2/1,1", "--moment-rank", "3"]),
        new("rank of the moments of each species",
            d =>
            [
                "train", Xyz(d, Dimer), "--basis", "ace-n:2,2/1,1", "--moment-rank", "1", "--per-species",
                "--output", d.PathOf("a.fmtp"),
            ]),
        new("network in another basis", d => ["study", "etn", Xyz(d, Dimer), "--valid", Xyz(d, Dimer), "--bases", "ace:8", "--output",
            d.PathOf("study")]),
        new("network in no basis", d => ["study", "etn", Xyz(d, Dimer), "--valid", Xyz(d, Dimer), "--bases", "etn:8"]),
        new("form of data", d => ["info", Xyz(d, Dimer), "--model", "mf", "--rank", "4"]),
        new("negative number of threads", d => ["evaluate", Potential, Xyz(d, Dimer), "--threads", "-2"]),
    ];

    private static IEnumerable<BadInput> Files =>
    [
        new("no such file", d => ["info", d.PathOf("nowhere.xyz")]),
        new("directory for a file", d => ["info", d.Root]),
        new("empty file", d => ["info", d.Write("empty.cfg", "")]),
        new("damaged gzip", d => ["info", CutGzip(d)]),
        new("binary file", d => ["info", d.Write("data.xyz", "\0\u0001\u0002")]),
        new("web page", d => ["info", d.Write("data.xyz", "<!DOCTYPE html><html>404</html>")]),
        new("pointer of Git LFS", d => ["info", d.Write("data.xyz.gz", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n")]),
        new("POSCAR without species", d => ["info", d.Write("POSCAR", Poscar.Replace("Mo\n1\n", "1\n"))]),
        new("truncated POSCAR", d => ["info", d.Write("POSCAR", Poscar[..^6])]),
        new("CIF without operations", d => ["info", d.Write("a.cif", Cif.Replace("P 1", "P 2"))]),
        new("CIF with half an atom", d => ["info", d.Write("a.cif", Cif.Replace("Mo 1", "Mo 0.5"))]),
        new("OUTCAR", d => ["info", d.Write("OUTCAR", " vasp.5.4.4\n")]),
        new("unknown text", d => ["info", d.Write("notes.txt", "Dear all,\n")]),
        new("potential where data are due", d => ["evaluate", Potential, Potential, "--species", "Mo,Nb,Ta,W"]),
        new("data where a potential is due", d => ["evaluate", Xyz(d, Dimer), Xyz(d, Dimer)]),
        new("output in no directory", d => ["train", Xyz(d, Dimer), "--output", d.PathOf("missing/a.mtp")]),
        new("output is a directory", d => ["train", Xyz(d, Dimer), "--output", d.Root]),
        new("checkpoint in no directory",
            d => ["train", Xyz(d, Dimer), "--output", d.PathOf("a.mtp"), "--checkpoint", d.PathOf("missing/c.json")]),
        new("output of no format", d => ["evaluate", Potential, Xyz(d, Dimer), "--output", d.PathOf("a.txt")]),
        new("potential into data", d => ["convert", Potential, d.PathOf("a.xyz")]),
        new("data converted onto themselves", d => ["convert", Xyz(d, Dimer), Xyz(d, Dimer)]),
        new("predictions over the data", d => ["evaluate", Potential, Xyz(d, Dimer), "--output", Xyz(d, Dimer)]),
        new("numbers into extended XYZ without names", d => ["convert", d.Write("a.cfg", Cfg), d.PathOf("a.xyz")]),
    ];

    private static IEnumerable<BadInput> Contents =>
    [
        new("truncated .cfg", d => ["info", d.Write("data.cfg", Cfg[..^9])]),
        new("truncated extended XYZ", d => ["info", Xyz(d, string.Join('\n', Dimer.Split('\n')[..3]))]),
        new("NaN", d => ["info", Xyz(d, Dimer.Replace("-0.1", "nan"))]),
        new("word in a row", d => ["info", Xyz(d, Dimer.Replace("2.5", "2.5.1"))]),
        new("column missing", d => ["info", Xyz(d, Dimer.Replace(" 0 -0.1", " -0.1"))]),
        new("overlapping atoms", d => ["info", Xyz(d, Dimer.Replace("0 0 2.5", "0 0 9.0"))]),
        new("flat lattice", d => ["info", Xyz(d, Dimer.Replace("0 0 9\"", "9 9 0\""))]),
        new("virial and stress disagree",
            d => ["info", Xyz(d, Dimer.Replace("energy", "virial=\"729 0 0 0 0 0 0 0 0\" stress=\"1 0 0 0 0 0 0 0 0\" energy"))]),
        new("label key that is not there", d => ["info", Xyz(d, Dimer), "--energy-key", "dft_energy"]),
        new("species the potential lacks", d => ["evaluate", Potential, Xyz(d, Dimer.Replace("W 0", "Re 0")), "--species", "Mo,Nb,Ta,W"]),
        new("type number the potential lacks", d => ["evaluate", Potential, d.Write("data.cfg", Cfg), "--species", "Mo,Nb,Ta,W"]),
        new("type number beyond all", d => ["info", d.Write("data.cfg", Cfg.Replace("2 4", "2 20000"))]),
        new("cutoff beyond all", d => ["info", Xyz(d, Dimer), "--cutoff", "300"]),
        new("cell too small for its neighbours", d => ["info", Xyz(d, Dimer.Replace("9 0 0 0 9 0 0 0 9", "0.2 0 0 0 0.2 0 0 0 0.2"))]),
        new("no labels and no output",
            d =>
            [
                "evaluate", Potential, Xyz(d, Dimer.Replace(":forces:R:3", ":f:R:3").Replace("energy", "e")),
                "--species", "Mo,Nb,Ta,W",
            ]),
    ];

    private static IEnumerable<BadInput> Potentials =>
    [
        new("potential without names", d => ["evaluate", Potential, Xyz(d, Dimer)]),
        new("too few names", d => ["evaluate", Potential, Xyz(d, Dimer), "--species", "Mo,W"]),
        new("truncated potential", d => ["info", d.Write("a.mtp", PotentialText()[..5000])]),
        new("potential of another version", d => ["info", d.Write("a.mtp", PotentialText().Replace("1.1.0", "2.0.0"))]),
        new("other radial basis", d => ["info", d.Write("a.mtp", PotentialText().Replace("RBChebyshev", "RBShapeev"))]),
        new("NaN in a potential", d => ["info", d.Write("a.mtp", PotentialText().Replace("max_dist = 5", "max_dist = nan"))]),
        new("truncated .fmtp", d => ["info", d.Write("a.fmtp", Factors(d)[..900])]),
        new(".fmtp of another version", d => ["info", d.Write("a.fmtp", Factors(d).Replace("\"version\": 1", "\"version\": 3"))]),
        new("factors that do not fit", d => ["info", d.Write("a.fmtp", Factors(d).Replace("\"ranks\": [2]", "\"ranks\": [3]"))]),
        new("key given twice", d => ["info", d.Write("a.fmtp", Factors(d).Replace("\"ranks\": [2]", "\"ranks\": [2], \"ranks\": [2]"))]),
        new("unknown key", d => ["info", d.Write("a.fmtp", Factors(d).Replace("\"ranks\": [2]", "\"rank\": [2]"))]),
        new("line break in a tag", d => ["info", d.Write("a.fmtp", Factors(d).Replace("\"tag\": \"", "\"tag\": \"x\\nscaling = 3"))]),
        new("species beyond all", d => ["info", d.Write("a.mtp", PotentialText().Replace("species_count = 4", "species_count = 65536"))]),
        new("JSON that is no potential", d => ["evaluate", d.Write("a.json", "{\"a\": 1}"), Xyz(d, Dimer)]),
        new("checkpoint for a potential", d => ["info", d.Write("a.json", "{\"format\": \"FastMtp checkpoint\", \"version\": 1}")]),
        new(".fmtp where data are due", d => ["evaluate", Potential, d.Write("a.fmtp", Factors(d)), "--species", "Mo,Nb,Ta,W"]),
        new("factors of a dense potential", d => ["evaluate", Potential, Xyz(d, Dimer), "--species", "Mo,Nb,Ta,W", "--radial", "factors"]),
        new("unfitted potential", d => ["evaluate", d.Write("a.mtp", Unfitted()), Xyz(d, Dimer), "--species", "Mo,Nb,Ta,W"]),
    ];

    private static IEnumerable<BadInput> PacePotentials =>
    [
        new("PACE potential that depends on the orientation",
            d => ["evaluate", GoldenData.PathOf("pace.yace"), GoldenData.PathOf("pace.xyz")]),
        new("describing one that depends on the orientation",
            d => ["info", Yace(d, Pace.Replace("ctildes: [1, -2]", "ctildes: [1, -2.1]"))]),
        new("truncated .yace", d => ["info", Yace(d, Pace[..^40])]),
        new(".yace without its functions", d => ["info", Yace(d, Pace[..Pace.IndexOf("functions", StringComparison.Ordinal)])]),
        new(".yace with an unknown radial basis", d => ["info", Yace(d, Pace.Replace("ChebPow", "ACE.jl"))]),
        new(".yace with l that is too large", d => ["info", Yace(d, Pace.Replace("lmax: 1,", "lmax: 2000,"))]),
        new(".yace that is none", d => ["info", Yace(d, Dimer)]),
        new("species that a PACE potential lacks", d => ["evaluate", Yace(d), Xyz(d, Dimer)]),
        new("unknown precision", d => ["evaluate", Potential, Xyz(d, Dimer), "--species", "Mo,Nb,Ta,W", "--precision", "half"]),
        new("mixed precision of a PACE potential", d => ["evaluate", Yace(d), Xyz(d, Dimer), "--precision", "mixed"]),
        new("mixed precision of a committee",
            d => ["evaluate", Potential, Potential, Xyz(d, Dimer), "--species", "Mo,Nb,Ta,W", "--precision", "mixed"]),
        new("mixed precision of a file for pair_style pace",
            d => ["export", Potential, d.PathOf("a.yace"), "--format", "yace", "--species", "Mo,Nb,Ta,W", "--precision", "mixed"]),
        new("factors of a PACE potential", d => ["evaluate", Yace(d), Xyz(d, Dimer), "--radial", "factors"]),
        new("form of a PACE potential", d => ["info", Yace(d), "--model", "mf", "--rank", "4"]),
        new("fit from a PACE potential", d => ["train", Xyz(d, Dimer), "--start", Yace(d)]),
        new("compressing a PACE potential", d => ["compress", Yace(d), "--rank", "2"]),
        new("converting a PACE potential", d => ["convert", Yace(d), d.PathOf("a.mtp")]),
        new("exporting a PACE potential as what it is", d => Yace(d, Yace(d), "b.yace")),
        new("species of a PACE potential to be fixed",
            d => ["relax", Yace(d), Xyz(d, Dimer), "--output", d.PathOf("b.xyz"), "--fix-species", "W"]),
        new("ranking with PACE potentials and no structures", d => ["rank", Yace(d)]),
        new("PACE potential where data are due", d => ["evaluate", Potential, Yace(d), "--species", "Mo,Nb,Ta,W"]),
    ];

    private static string Yace(TemporaryDirectory d, string text = Pace) => d.Write("a.yace", text);

    private static IEnumerable<BadInput> Compressions =>
    [
        new("compressing to nothing", _ => ["compress", Potential]),
        new("compressing to rank and share", _ => ["compress", Potential, "--rank", "2", "--keep", "50%"]),
        new("rank that is too high", _ => ["compress", Potential, "--rank", "99"]),
        new("rank that is no number", _ => ["compress", Potential, "--rank", "many"]),
        new("impossible ranks of a tensor train", _ => ["compress", Potential, "--rank", "4,99,4"]),
        new("two ranks", _ => ["compress", Potential, "--rank", "4,8"]),
        new("compressing an MTP with n and l apart", _ => ["compress", Potential, "--rank", "4,8,8,4"]),
        new("share of an MTP with n and l apart", _ => ["compress", Potential, "--model", "tf5", "--keep", "50%"]),
        new("form that is only a way to fit", _ => ["compress", Potential, "--model", "rmf", "--rank", "4"]),
        new("share that is none", _ => ["compress", Potential, "--keep", "0.5"]),
        new("share below rank 1", _ => ["compress", Potential, "--keep", "1%"]),
        new("compressing an unfitted potential", d => ["compress", d.Write("a.mtp", Unfitted()), "--rank", "2"]),
        new("watching a refit that there is none of",
            _ => ["compress", Potential, "--rank", "2", "--valid", GoldenData.PathOf("golden_in.cfg")]),
        new("refit of a potential without names",
            _ => ["compress", Potential, "--rank", "2", "--refit", GoldenData.PathOf("golden_in.cfg")]),
        new("refit with nothing free",
            _ => ["compress", Potential, "--rank", "2", "--species", "Mo,Nb,Ta,W", "--refit", GoldenData.PathOf("golden_in.cfg"),
            "--freeze", "radial,species,moments"]),
        new("compressing into data", d => ["compress", Potential, "--rank", "2", "--output", d.PathOf("a.xyz")]),
    ];

    private static IEnumerable<BadInput> Exports =>
    [
        new("exporting to nobody", d => ["export", Potential, d.PathOf("model")]),
        new("exporting to somebody unknown", d => ["export", Potential, d.PathOf("model"), "--format", "gromacs"]),
        new("exporting species without names", d => ["export", Potential, d.PathOf("model"), "--format", "ase"]),
        new("name that no KIM model has", d => ["export", Potential, d.PathOf("my-model"), "--format", "kim", "--species", "Mo,Nb,Ta,W"]),
        new("installing what is no KIM model", d => Ase(d, "--install")),
        new("exporting to no directory", _ => ["export", Potential, "", "--format", "ase", "--species", "Mo,Nb,Ta,W"]),
        new("exporting without the library", d => Ase(d, "--library", d.PathOf("nowhere"))),
        new("thresholds for a potential without grades", d => Kim(d, Potential, "--grade-threshold", "3")),
        new("spread of what is no committee", d => Kim(d, Potential, "--spread-break", "0.3")),
        new("grades model without grades", d => Kim(d, Potential, "--with-grades-model")),
        new("grades model for ASE", d => Ase(d, "--with-grades-model")),
        new("thresholds in a .yace file", d => [.. Yace(d, Potential, "a.yace"), "--grade-every", "5"]),
        new("run that ends before it is reported", d => Kim(d, Committee(d), "--spread-threshold", "0.5", "--spread-break", "0.3")),
        new("negative interval of grades", d => Kim(d, Potential, "--grade-every", "-1")),
        new("exporting a .yace file without a kernel",
            d => ["export", Potential, d.PathOf("a.yace"), "--format", "yace", "--species", "Mo,Nb,Ta,W", "--no-kernel"]),
        new("exporting a .yace file by another name", d => Yace(d, Potential, "a.ace")),
        new("exporting a .yace file into no directory", d => Yace(d, Potential, "missing/a.yace")),
        new("exporting a .yace file with a library", d => [.. Yace(d, Potential, "a.yace"), "--library", d.Root]),
        new("installing a .yace file", d => [.. Yace(d, Potential, "a.yace"), "--install"]),
        new("exporting an unfitted potential as .yace", d => Yace(d, d.Write("a.mtp", Unfitted()), "a.yace")),
        new("exporting what depends on the orientation as .yace",
            d => Yace(d, d.Write("a.mtp", PotentialText().Replace("{0, 1, 0, 0}", "{0, 2, 0, 0}")), "a.yace")),
        new("exporting more polynomials than PACE can compute",
            d => Yace(d, d.Write("a.mtp", PotentialText().Replace("min_dist = 2.0", "min_dist = 4.5")), "a.yace")),
        new("exporting an unfitted potential",
            d => ["export", d.Write("a.mtp", Unfitted()), d.PathOf("model"), "--format", "ase", "--species", "Mo,Nb,Ta,W"]),
    ];

    private static string[] Ase(TemporaryDirectory d, params string[] options) =>
        ["export", Potential, d.PathOf("model"), "--format", "ase", "--species", "Mo,Nb,Ta,W", .. options];

    private static string[] Yace(TemporaryDirectory d, string potential, string name) =>
        ["export", potential, d.PathOf(name), "--format", "yace", "--species", "Mo,Nb,Ta,W"];

    private static string[] Kim(TemporaryDirectory d, string potential, params string[] options) =>
        ["export", potential, d.PathOf("model"), "--format", "kim", "--species", "Mo,Nb,Ta,W", .. options];

    private static string[] Bootstrap(TemporaryDirectory d, string training) =>
    [
        "committee", Potential, "--species", "Mo,Nb,Ta,W", "--bootstrap", "3", "--training", Xyz(d, training), "--output",
        d.PathOf("b.fmtp"),
    ];

    private static string Committee(TemporaryDirectory d)
    {
        var (path, other) = (d.PathOf("committee.fmtp"), d.PathOf("other.fmtp"));
        var model = PotentialFile.Read(Potential, GoldenData.Species);
        PotentialFile.Write(other, model.WithParameters([.. model.Parameters.Select(c => 1.01 * c)]));
        Outcome.Success("committee", Potential, other, "--species", "Mo,Nb,Ta,W", "--output", path);
        return path;
    }

    private static IEnumerable<BadInput> Studies =>
    [
        new("study of nothing", _ => ["study"]),
        new("study of something else", _ => ["study", "seeds"]),
        new("study without validation", d => ["study", "rank", Xyz(d, Dimer)]),
        new("study of an unknown model", d => Study(d, "--models", "mf,svd")),
        new("ranks that are none", d => Study(d, "--ranks", "mf=4,x")),
        new("two ranks for a tensor train", d => Study(d, "--models", "tf", "--ranks", "tf=4,8")),
        new("study of an MTP with n and l apart", d => Study(d, "--models", "tf5")),
        new("ranks of a model left out", d => Study(d, "--models", "mf", "--ranks", "rmf=4")),
        new("rank above what the potential has", d => Study(d, "--models", "mf", "--ranks", "mf=99")),
        new("study without seeds", d => Study(d, "--seeds", "0")),
        new("no jobs", d => Study(d, "--jobs", "0")),
        new("study where a file stands", d => ["study", "rank", Xyz(d, Dimer), "--valid", Xyz(d, Dimer), "--output", Xyz(d, Dimer)]),
        new("levels that are none", d => ["study", "level", Xyz(d, Dimer), "--valid", Xyz(d, Dimer), "--levels", "6,x"]),
        new("odd level of a study",
            d => ["study", "level", Xyz(d, Dimer), "--valid", Xyz(d, Dimer), "--levels", "6,7", "--output", d.PathOf("study")]),
        new("unknown choice", d => ["study", "level", Xyz(d, Dimer), "--valid", Xyz(d, Dimer), "--choice", "third"]),
        new("basis of a study that is none", d => StudyBases(d, "--bases", "mtp:6", "snap:6")),
        new("bases that are missing", d => StudyBases(d, "--bases")),
        new("shape of a study that is none", d => StudyBases(d, "--bases", "ace:3,x/1,1")),
        new("ranks of a model that a study of bases leaves out", d => StudyBases(d, "--bases", "mtp:4", "--ranks", "mf=2")),
        new("first rank above the last", d => ["study", "mfra", Xyz(d, Dimer), "--valid", Xyz(d, Dimer), "--level", "4", "--rank", "2",
            "--min-ranks", "3", "--output", d.PathOf("study")]),
        new("ensemble from a fitted potential", d => ["train", Xyz(d, Dimer), "--start", Potential, "--species", "Mo,Nb,Ta,W", "--ensemble",
            "2", "--output", d.PathOf("a.mtp")]),
        new("ensemble from a checkpoint", d => Train(d, Xyz(d, Dimer), "--ensemble", "2", "--resume", d.PathOf("a.checkpoint.json"))),
        new("picture that is none", d => ["evaluate", Potential, Xyz(d, Dimer), "--species", "Mo,Nb,Ta,W", "--plot", d.PathOf("a.pdf")]),
    ];

    private static IEnumerable<BadInput> PropertyTests =>
    [
        new("tests that are no TOML", d => Test(d, "[[crystal]\n")),
        new("tests of nothing", d => Test(d, "tolerance = \"3%\"\n")),
        new("unknown prototype", d => Test(d, "[[crystal]]\nprototype = \"bbc\"\nelement = \"Mo\"\n")),
        new("element that the potential has not", d => Test(d, "[[crystal]]\nprototype = \"bcc\"\nelement = \"Fe\"\n")),
        new("unknown property", d => Test(d, "[[crystal]]\nprototype = \"bcc\"\nelement = \"Mo\"\nelastics = true\n")),
        new("key of a test given twice", d => Test(d, "[[crystal]]\nprototype = \"bcc\"\nprototype = \"fcc\"\nelement = \"Mo\"\n")),
        new("crystals of one name", d => Test(d, "[[crystal]]\nname = \"A\"\nprototype = \"bcc\"\nelement = \"Mo\"\n"
            + "[[crystal]]\nname = \"A\"\nprototype = \"fcc\"\nelement = \"Mo\"\n")),
        new("crystal that is there twice", d => Test(d, string.Concat(Enumerable.Repeat(Mo, 2)))),
        new("lattice constant below zero", d => Test(d, Mo + "a = -3\n")),
        new("lattice constant that is no number", d => Test(d, Mo + "a = nan\n")),
        new("negative tolerance", d => Test(d, Mo + "lattice = { a = { value = 3.1, tolerance = -1 } }\n")),
        new("tolerance that is no number", d => Test(d, Mo + "lattice = { a = { value = 3.1, tolerance = \"nan%\" } }\n")),
        new("reference of a lattice below zero", d => Test(d, Mo + "lattice = { a = -3.1 }\n")),
        new("dynamics below zero", d => Test(d, Mo + "dynamics = { temperature = -5 }\n")),
        new("dynamics without steps", d => Test(d, Mo + "dynamics = { steps = 0 }\n")),
        new("plane that is none", d => Test(d, "[[crystal]]\nprototype = \"bcc\"\nelement = \"Mo\"\nsurfaces = [\"x11\"]\n")),
    ];

    private const string Mo = "[[crystal]]\nprototype = \"bcc\"\nelement = \"Mo\"\n";

    private static IEnumerable<BadInput> Checks =>
    [
        new("findings in an unknown format", d => ["check", Xyz(d, Dimer), "--output", d.PathOf("findings.txt")]),
        new("clean data over the data", d => ["check", Xyz(d, Dimer), "--clean", d.PathOf("data.xyz")]),
        new("nothing left of the data", d => ["check", Xyz(d, Dimer.Replace("0 0 2.5", "0 0 0")), "--clean", d.PathOf("clean.xyz")]),
        new("checking without a cutoff", d => ["check", Xyz(d, Dimer), "--cutoff", "0"]),
        new("split without validation", d => ["split", Xyz(d, Dimer), "--train", d.PathOf("a.xyz")]),
        new("split into one file", d => Split(d, "--test", d.PathOf("b.xyz"))),
        new("split by all", d => Split(d, "--fraction", "1")),
        new("split by more than all", d => Split(d, "--fraction", "0.6", "--test", d.PathOf("c.xyz"))),
        new("split by an unknown rule", d => Split(d, "--by", "energy")),
        new("split by a group and a fraction", d => Split(d, "--groups", "a", "--fraction", "0.2")),
        new("split by an unknown group", d => Split(d, "--groups", "a")),
        new("split by groups without any for tests", d => Split(d, "--groups", "a", "--test", d.PathOf("c.xyz"))),
        new("groups for no tests", d => Split(d, "--groups", "a", "--test-groups", "b")),
        new("split of one configuration", d => Split(d)),
    ];

    private static IEnumerable<BadInput> Reports =>
    [
        new("report as PDF",
            d => ["report", Potential, "--species", "Mo,Nb,Ta,W", "--training", Xyz(d, Dimer), "--output", d.PathOf("r.pdf")]),
        new("report over the data",
            d => ["report", Potential, "--species", "Mo,Nb,Ta,W", "--training", Xyz(d, Dimer), "--output", d.PathOf("data.xyz")]),
        new("report without training data", _ => ["report", Potential]),
        new("report on data without labels", d =>
            [
                "report", Potential, "--species", "Mo,Nb,Ta,W",
                "--training", Xyz(d, "1\nProperties=species:S:1:pos:R:3\nMo 0 0 0\n"), "--output", d.PathOf("r.md"),
            ]),
        new("report with fits of PACE", d =>
            ["report", d.Write("a.yace", Pace), "--training", Xyz(d, Dimer), "--output", d.PathOf("r.md"), "--learning-curve"]),
        new("report of an ensemble", d => ["train", Xyz(d, Dimer), "--ensemble", "2", "--report", d.PathOf("r.html")]),
        new("report of a fit as PDF", d => ["train", Xyz(d, Dimer), "--output", d.PathOf("a.mtp"), "--report", d.PathOf("a.pdf")]),
    ];

    private static IEnumerable<BadInput> Prunings =>
    [
        new("pruning to a cost and an error", d => Prune(d, "--cost", "0.5", "--error", "+5%")),
        new("pruning to no cost", d => Prune(d, "--cost", "0")),
        new("pruning to a higher cost", d => Prune(d, "--cost", "1.5")),
        new("pruning to an error that is no share", d => Prune(d, "--error", "5")),
        new("pruning without steps", d => Prune(d, "--steps", "0")),
        new("pruning without steps at its points", d => Prune(d, "--stage-steps", "0")),
        new("pruning without coefficients", d =>
            ["prune", d.Write("a.mtp", Unfitted()), Xyz(d, Dimer), "--species", "Mo,Nb,Ta,W", "--output", d.PathOf("b.mtp")]),
        new("pruning without data", _ => ["prune", Potential]),
        new("pruning over the data", d => ["prune", Potential, Xyz(d, Dimer), "--species", "Mo,Nb,Ta,W", "--output", d.PathOf("data.xyz")]),
        new("pruning with a journal that is none", d =>
        {
            d.Write("pruned.prune.jsonl", "{}");
            return Prune(d);
        }),
    ];

    private static IEnumerable<BadInput> Searches =>
    [
        new("search for two goals", d => Tune(d, "--cost", "1", "--error", "5")),
        new("search with two budgets", d => Tune(d, "--time", "1m", "--steps", "5")),
        new("search for a potential without cost", d => Tune(d, "--cost", "0")),
        new("search for a potential without error", d => Tune(d, "--error", "0")),
        new("search without steps", d => Tune(d, "--steps", "0")),
        new("search without candidates", d => Tune(d, "--candidates", "0")),
        new("search of no time", d => Tune(d, "--time", "10")),
        new("search with an unknown form", d => Tune(d, "--models", "base,cp")),
        new("search with an unknown basis", d => Tune(d, "--bases", "mtp:7")),
        new("fit to an energy that overflows", d => ["train", Xyz(d, Dimer + Dimer.Replace("-3.5", "-1e200")), "--level", "2"]),
        new("search with cutoffs that are none", d => Tune(d, "--cutoffs", "5;6")),
        new("search with too few structures", d => Tune(d)),
        new("search where another potential lies", d =>
        {
            Directory.CreateDirectory(d.PathOf("tune"));
            d.Write("tune/potential.fmtp", "precious");
            return Tune(d, "--valid", Xyz(d, Dimer));
        }),
        new("search where other data lie", d =>
        {
            Directory.CreateDirectory(d.PathOf("tune"));
            d.Write("tune/training.xyz", Dimer);
            var data = Enumerable.Range(0, 100).Select(i => Dimer.Replace("0 0 2.5", FormattableString.Invariant($"0 0 {2.5 + 0.01 * i}")));
            return ["tune", Xyz(d, string.Concat(data)), "--output", d.PathOf("tune")];
        }),
        new("search that is too short", d => Tune(d, "--valid", Xyz(d, Dimer), "--bases", "mtp:2", "--time", "0.001s")),
    ];

    private static IEnumerable<BadInput> Loops =>
    [
        new("loop that is missing", d => ["learn", d.PathOf("loop.toml")]),
        new("loop that is no TOML", d => Loop(d, "rounds = 20", "rounds = ")),
        new("loop without data", d => Loop(d, "training = [\"data.xyz\"]", "")),
        new("loop with data that are missing", d => Loop(d, "data.xyz", "other.xyz")),
        new("loop without simulations", d => Loop(d, "[simulate]\ncommand = \"true\"", "")),
        new("loop with an unknown key", d => Loop(d, "rounds = 20", "round = 20")),
        new("loop with an unknown section", d => Loop(d, "[label]", "[dft]\n[label]")),
        new("loop with a key given twice", d => Loop(d, "rounds = 20", "rounds = 20\nrounds = 2")),
        new("loop with a section given twice", d => Loop(d, "[label]", "[fit]\n[label]")),
        new("loop of no rounds", d => Loop(d, "rounds = 20", "rounds = 0")),
        new("fit of a loop with an unknown key", d => Loop(d, "level = 4", "levle = 4")),
        new("fit of a loop with an odd level", d => Loop(d, "level = 4", "level = 5")),
        new("fit of a loop with level and basis", d => Loop(d, "level = 4", "level = 4\nbasis = \"ace:8\"")),
        new("fit of a loop with an unknown model", d => Loop(d, "level = 4", "level = 4\nmodel = \"cp\"")),
        new("fit of a loop without the rank", d => Loop(d, "level = 4", "level = 4\nmodel = \"mf\"")),
        new("fit of a loop with too large a rank", d => Loop(d, "level = 4", "level = 4\nmodel = \"mf\"\nrank = 99")),
        new("fit of a loop with another normalization", d => Loop(d, "level = 4", "level = 4\nnormalization = \"mean\"")),
        new("fit of a loop with another loss", d => Loop(d, "level = 4", "level = 4\nloss = \"huber\"")),
        new("fit of a loop that favours and weighs", d => Loop(d, "level = 4", "level = 4\nfavor = \"forces\"\nforce_weight = 1")),
        new("fit of a loop with half a repulsion", d => Loop(d, "level = 4", "level = 4\nzbl = 1")),
        new("fit of a loop with a repulsion beyond the cutoff", d => Loop(d, "level = 4", "level = 4\nzbl = [1, 9]")),
        new("fit of a loop with a word for steps", d => Loop(d, "level = 4", "level = 4\nsteps = \"many\"")),
        new("simulations without a command", d => Loop(d, "[simulate]\ncommand = \"true\"", "[simulate]")),
        new("simulations with an unknown variable", d => Loop(d, "\"true\"", "\"lmp -var T {temperature}\"")),
        new("simulations with an empty variable", d => Loop(d, "\"true\"", "\"lmp\"\nvariables = { temperature = true }")),
        new("simulations without frames", d => Loop(d, "\"true\"", "\"lmp\"\nframes = []")),
        new("simulations with a name that KIM refuses", d => Loop(d, "\"true\"", "\"lmp\"\nkim = \"my-alloy\"")),
        new("simulations with a library that is not there", d => Loop(d, "\"true\"", "\"lmp\"\nkim = \"my_alloy\"\nlibrary = \"lib\"")),
        new("simulations with a library for nothing", d => Loop(d, "\"true\"", "\"lmp\"\nlibrary = \"lib\"")),
        new("choice of a loop by an unknown rule", d => Loop(d, "[label]", "[select]\nby = \"energy\"\n[label]")),
        new("choice of a loop by the spread of one", d => Loop(d, "[label]", "[select]\nby = \"spread\"\n[label]")),
        new("choice of a loop that breaks before it begins", d => Loop(d, "[label]", "[select]\nthreshold = 20\n[label]")),
        new("choice of a loop by a negative grade", d => Loop(d, "[label]", "[select]\nthreshold = -1\n[label]")),
        new("labels without a command", d => Loop(d, "command = \"label.sh\"", "parallel = 2")),
        new("labels with an unknown variable", d => Loop(d, "\"label.sh\"", "\"label.sh {kim}\"")),
        new("labels in an unknown format", d => Loop(d, "\"label.sh\"", "\"label.sh\"\ninput = \"structure.inp\"")),
        new("labels in another directory", d => Loop(d, "\"label.sh\"", "\"label.sh\"\noutput = \"../labelled.xyz\"")),
    ];

    private static string[] Loop(TemporaryDirectory d, string old, string changed)
    {
        const string loop = "training = [\"data.xyz\"]\nrounds = 20\n[fit]\nlevel = 4\n"
            + "[simulate]\ncommand = \"true\"\n[label]\ncommand = \"label.sh\"\n";
        _ = Xyz(d, Dimer);
        return ["learn", d.Write("loop.toml", loop.Replace(old, changed, StringComparison.Ordinal)), "--output", d.PathOf("out")];
    }

    private static string[] Split(TemporaryDirectory d, params string[] more) =>
        ["split", Xyz(d, Dimer), "--train", d.PathOf("a.xyz"), "--valid", d.PathOf("b.xyz"), .. more];

    private static string[] Test(TemporaryDirectory directory, string text) =>
        ["test", Potential, directory.Write("tests.toml", text), "--species", "Mo,Nb,Ta,W"];

    private static IEnumerable<BadInput> Analyses =>
    [
        new("log without a table", d => ["analyze", d.Write("log.lammps", "LAMMPS (2 Aug 2023)\n")]),
        new("run that is not there", d => ["analyze", Log(d), "--run", "3"]),
        new("share of a run above all", d => ["analyze", Log(d), "--skip", "120%"]),
        new("nothing left of a run", d => ["analyze", Log(d), "--skip", "100"]),
        new("value that is not finite", d => ["analyze", d.Write("log.lammps", "Step Temp\n0 300\n1 nan\n")]),
        new("dump that was cut short", d => ["analyze", d.Write("a.dump", "ITEM: TIMESTEP\n0\nITEM: NUMBER OF ATOMS\n2\n")]),
        new("dump in other units", d => ["info", d.Write("a.dump", "ITEM: UNITS\nreal\n")]),
        new("potential that is a dump", d => ["evaluate", d.Write("a.dump", "ITEM: TIMESTEP\n0\n"), Xyz(d, Dimer)]),
    ];

    private static string Log(TemporaryDirectory directory) => directory.Write("log.lammps", "Step Temp\n0 300\n1 301\n2 302\n");

    private static IEnumerable<BadInput> Grades =>
    [
        new("nothing to grade", _ => ["grade", Potential, "--species", "Mo,Nb,Ta,W", "--training", Potential]),
        new("grading without training data", d => ["grade", Potential, Xyz(d, Dimer), "--species", "Mo,Nb,Ta,W"]),
        new("active set in a .mtp file", d => ["grade", Potential, "--training", Xyz(d, Dimer), "--save", d.PathOf("b.mtp")]),
        new("grading a PACE potential", d => ["grade", Yace(d), Xyz(d, Dimer), "--training", Xyz(d, Dimer)]),
        new("candidates without training data",
            d => ["select", Potential, Xyz(d, Dimer), "--species", "Mo,Nb,Ta,W", "--output", d.PathOf("b.xyz")]),
        new("no candidates", d => ["select", Potential, Potential, "--output", d.PathOf("b.xyz")]),
        new("spread of one potential",
            d => ["select", Potential, Xyz(d, Dimer), "--species", "Mo,Nb,Ta,W", "--by", "spread", "--output", d.PathOf("b.xyz")]),
        new("choosing nothing",
            d => ["select", Potential, Xyz(d, Dimer), "--training", Xyz(d, Dimer), "--limit", "0", "--output", d.PathOf("b.xyz")]),
        new("committee of one", d => ["committee", Potential, "--species", "Mo,Nb,Ta,W", "--output", d.PathOf("b.fmtp")]),
        new("committee of one potential named twice",
            d => ["committee", Potential, Potential, "--species", "Mo,Nb,Ta,W", "--output", d.PathOf("b.fmtp")]),
        new("committee in a .mtp file", d => ["committee", Potential, Potential, "--output", d.PathOf("b.mtp")]),
        new("committee with a PACE potential", d => ["committee", Yace(d), Yace(d), "--output", d.PathOf("b.fmtp")]),
        new("members of one fit that are one", d => ["committee", Potential, "--bootstrap", "1", "--output", d.PathOf("b.fmtp")]),
        new("members of one fit that are too many",
            d => ["committee", Potential, "--bootstrap", "100000", "--training", Xyz(d, Dimer), "--output", d.PathOf("b.fmtp")]),
        new("members from one configuration", d => Bootstrap(d, Dimer)),
        new("members from data without some species", d => Bootstrap(d, Dimer + Dimer)),
        new("members of two fits", d => ["committee", Potential, Potential, "--bootstrap", "3", "--output", d.PathOf("b.fmtp")]),
        new("members without training data", d => ["committee", Potential, "--bootstrap", "3", "--output", d.PathOf("b.fmtp")]),
        new("training data of members that exist",
            d => ["committee", Potential, Potential, "--training", Xyz(d, Dimer), "--output", d.PathOf("b.fmtp")]),
        new("evaluating nothing", _ => ["evaluate", Potential, Potential]),
        new("factors of a committee",
            d => ["evaluate", Potential, Potential, Xyz(d, Dimer), "--species", "Mo,Nb,Ta,W", "--radial", "dense"]),
    ];

    private static IEnumerable<BadInput> Relaxations =>
    [
        new("relaxing to nowhere", d => ["relax", Potential, Xyz(d, Dimer)]),
        new("relaxing in an unknown way", d => Relax(d, "--cell", "cubic")),
        new("axis that is none", d => Relax(d, "--fix-axes", "w")),
        new("fixed atoms that are no numbers", d => Relax(d, "--fix-atoms", "1-x")),
        new("fixed atoms backwards", d => Relax(d, "--fix-atoms", "5-2")),
        new("fixed atom that is not there", d => Relax(d, "--fix-atoms", "1,5")),
        new("symmetry that does not tell atoms apart", d => Relax(d, "--symmetry", "--symmetry-tolerance", "5")),
        new("fixed species the potential lacks", d => Relax(d, "--fix-species", "Re")),
        new("relaxing an unfitted potential",
            d => ["relax", d.Write("a.mtp", Unfitted()), Xyz(d, Dimer), "--species", "Mo,Nb,Ta,W", "--output", d.PathOf("a.xyz")]),
        new("relaxed structures over the start",
            d => ["relax", Potential, Xyz(d, Dimer), "--species", "Mo,Nb,Ta,W", "--output", d.PathOf("data.xyz")]),
        new("table over the relaxed structures", d => Relax(d, "--table", d.PathOf("relaxed.xyz"))),
        new("several structures into a POSCAR",
            d => ["relax", Potential, Xyz(d, Dimer + Dimer), "--species", "Mo,Nb,Ta,W", "--output", d.PathOf("POSCAR")]),
        new("cluster into a CIF",
            d => ["relax", Potential, Xyz(d, "1\n\nMo 0 0 0\n"), "--species", "Mo,Nb,Ta,W", "--output", d.PathOf("a.cif")]),
        new("journal of another relaxation", d =>
        {
            d.Write("relaxed.xyz.journal", "{\"format\":\"FastMtp relaxation\",\"version\":1,\"fingerprint\":\"0\"}\n");
            return Relax(d);
        }),
        new("journal that is none", d =>
        {
            d.Write("relaxed.xyz.journal", "Dear all,\n");
            return Relax(d);
        }),
    ];

    private static IEnumerable<BadInput> Trainings =>
    [
        new("type numbers without names", d => Train(d, d.Write("data.cfg", Cfg))),
        new("no forces", d => Train(d, Xyz(d, Dimer.Replace(":forces:R:3", ":f:R:3")))),
        new("no stresses", d => Train(d, Xyz(d, Dimer), "--stress-weight", "0.1")),
        new("no weights", d => Train(d, Xyz(d, Dimer), "--energy-weight", "0", "--force-weight", "0")),
        new("negative weight", d => Train(d, Xyz(d, Dimer), "--force-weight", "-1")),
        new("weight of a group without factor", d => Train(d, Xyz(d, Dimer), "--weight", "Surface")),
        new("weight of an unknown group",
            d => Train(d, GoldenData.PathOf("golden_in.cfg"), "--species", "Mo,Nb,Ta,W", "--weight", "Sufrace=2")),
        new("weight given twice", d => Train(d, Xyz(d, Dimer), "--weight", "a=1", "--weight", "a=2")),
        new("favour that is none", d => Train(d, Xyz(d, Dimer), "--favor", "stresses")),
        new("loss that is none", d => Train(d, Xyz(d, Dimer), "--loss", "huber")),
        new("favour with a weight", d => Train(d, Xyz(d, Dimer), "--favor", "forces", "--force-weight", "1")),
        new("favour in the loss of the paper", d => Train(d, Xyz(d, Dimer), "--favor", "forces", "--loss", "paper")),
        new("loss from the data with a normalisation", d => Train(d, Xyz(d, Dimer), "--loss", "data", "--normalization", "per-atom")),
        new("validation data and a share", d => Train(d, Xyz(d, Dimer), "--valid", "none", "--holdout", "0.2")),
        new("final steps without validation", d => Train(d, Xyz(d, Dimer), "--valid", "none", "--final", "3")),
        new("final steps without a share", d => Train(d, Xyz(d, Dimer), "--holdout", "0", "--final", "3")),
        new("negative final steps", d => Train(d, Xyz(d, Dimer), "--final", "-1")),
        new("share too large to hold out", d => Train(d, Xyz(d, Dimer), "--holdout", "0.6")),
        new("unknown normalisation", d => Train(d, Xyz(d, Dimer), "--normalization", "mean")),
        new("unknown group of coefficients", d => Train(d, Xyz(d, Dimer), "--freeze", "radius")),
        new("everything frozen", d => Train(d, Xyz(d, Dimer), "--freeze", "radial,species,moments")),
        new("time without unit", d => Train(d, Xyz(d, Dimer), "--time-limit", "30")),
        new("no cutoff", d => Train(d, Xyz(d, Dimer), "--cutoff", "0")),
        new("cutoff below the smallest distance", d => Train(d, Xyz(d, Dimer), "--cutoff", "2", "--min-distance", "2.4")),
        new("no neighbours", d => Train(d, Xyz(d, Dimer), "--cutoff", "2")),
        new("no radial polynomials", d => Train(d, Xyz(d, Dimer), "--radial-size", "0")),
        new("lower level than the start", d => ["train", Xyz(d, Dimer), "--start", Potential, "--species", "Mo,Nb,Ta,W", "--level", "4"]),
        new("fewer polynomials than the start",
            d => ["train", Xyz(d, Dimer), "--start", Potential, "--species", "Mo,Nb,Ta,W", "--radial-size", "4"]),
        new("cutoff below the distances of the start",
            d => ["train", Xyz(d, Dimer), "--start", Potential, "--species", "Mo,Nb,Ta,W", "--cutoff", "1"]),
        new("species that the start lacks",
            d => ["train", Xyz(d, Dimer.Replace("Mo", "Re")), "--start", Potential, "--species", "Mo,Nb,Ta,W"]),
        new("no starts", d => Train(d, Xyz(d, Dimer), "--starts", "0")),
        new("unknown treatment of outliers", d => Train(d, Xyz(d, Dimer), "--outliers", "true")),
        new("validation of other species", d => Train(d, Xyz(d, Dimer), "--valid", d.Write("valid.xyz", Dimer.Replace("Mo", "Re")))),
        new("checkpoint that is none", d => Train(d, Xyz(d, Dimer), "--resume", d.Write("state.json", "{}"))),
        new("checkpoint that is missing", d => Train(d, Xyz(d, Dimer), "--resume", d.PathOf("state.json"))),
        new("checkpoint over the data", d => Train(d, Xyz(d, Dimer), "--checkpoint", Xyz(d, Dimer))),
        new("checkpoint over the potential", d => Train(d, Xyz(d, Dimer), "--checkpoint", d.PathOf("out.mtp"))),
        new("checkpoint of another method", d => Resume(d, Dimer, "--method", "plain-bfgs")),
        new("checkpoint of another interval", d => Resume(d, Dimer, "--linear-every", "5")),
        new("checkpoint of another seed", d => Resume(d, Dimer, "--seed", "5")),
        new("checkpoint of other data", d => Resume(d, Dimer.Replace("-3.5", "-3.6"))),
    ];

    public static string Xyz(TemporaryDirectory directory, string text) => directory.Write("data.xyz", text);

    private static string[] Relax(TemporaryDirectory d, params string[] more) =>
        ["relax", Potential, Xyz(d, Dimer), "--species", "Mo,Nb,Ta,W", "--output", d.PathOf("relaxed.xyz"), .. more];

    private static string[] Train(TemporaryDirectory directory, string data, params string[] more) =>
        ["train", data, "--output", directory.PathOf("out.mtp"), "--level", "2", "--steps", "2", .. more];

    private static string[] Resume(TemporaryDirectory directory, string changed, params string[] more)
    {
        Outcome.Success(Train(directory, Xyz(directory, Dimer)));
        return Train(directory, Xyz(directory, changed), ["--resume", directory.PathOf("out.checkpoint.json"), .. more]);
    }

    private static string PotentialText()
    {
        using var text = GoldenData.OpenText("g06.mtp");
        return text.ReadToEnd();
    }

    private static string Unfitted() =>
        string.Join('\n', PotentialText().Split('\n')
            .Where(line => !line.Contains("_coeffs") && !line.StartsWith("\t\t", StringComparison.Ordinal)));

    private static string[] Tune(TemporaryDirectory d, params string[] arguments) =>
        ["tune", Xyz(d, Dimer), .. arguments, "--output", d.PathOf("tune")];

    private static string[] Prune(TemporaryDirectory d, params string[] arguments) =>
        ["prune", Potential, Xyz(d, Dimer), "--species", "Mo,Nb,Ta,W", .. arguments, "--output", d.PathOf("pruned.mtp")];

    private static string[] Study(TemporaryDirectory d, params string[] more) =>
        ["study", "rank", Xyz(d, Dimer), "--valid", Xyz(d, Dimer), "--level", "4", "--output", d.PathOf("study"), .. more];

    private static string[] StudyBases(TemporaryDirectory d, params string[] more) =>
        ["study", "basis", Xyz(d, Dimer), "--valid", Xyz(d, Dimer), "--output", d.PathOf("study"), .. more];

    private static string Factors(TemporaryDirectory directory)
    {
        var path = directory.PathOf("factors.fmtp");
        Outcome.Success("compress", Potential, "--rank", "2", "--output", path);
        return File.ReadAllText(path);
    }

    private static string CutGzip(TemporaryDirectory directory)
    {
        var path = directory.PathOf("data.xyz.gz");
        using (var packed = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest))) packed.Write(Dimer);
        using (var file = File.OpenWrite(path)) file.SetLength(file.Length / 2);
        return path;
    }
}
