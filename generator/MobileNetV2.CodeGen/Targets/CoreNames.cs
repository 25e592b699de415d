namespace MobileNetV2.CodeGen.Targets;

/// <summary>The names of cores in target files and on the command line.</summary>
internal static class CoreNames
{
    public static Core Parse(string name) => name switch
    {
        "host" => Core.Host,
        "cortex-m0plus" => Core.CortexM0Plus,
        "cortex-m3" => Core.CortexM3,
        "cortex-m4" => Core.CortexM4,
        "cortex-m7" => Core.CortexM7,
        "cortex-m33" => Core.CortexM33,
        "cortex-m55" => Core.CortexM55,
        "cortex-m85" => Core.CortexM85,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "not a core"),
    };
}
