namespace FastMtp.Files.ConfigurationFiles;

/// <summary>File formats of configurations.</summary>
internal enum DataFormat
{
    /// <summary>MLIP's text form, <c>.cfg</c>.</summary>
    Cfg,

    /// <summary>Extended XYZ as ASE writes it, <c>.xyz</c> or <c>.extxyz</c>.</summary>
    ExtendedXyz,

    /// <summary>A text dump of LAMMPS, <c>.dump</c> or <c>.lammpstrj</c>; read only.</summary>
    LammpsDump,
}
