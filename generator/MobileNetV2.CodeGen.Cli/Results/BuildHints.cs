using MobileNetV2.CodeGen.Cli.Words;
using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen.Cli.Results;

/// <summary>How to take the output folder into a firmware, a line for each build system.</summary>
internal static class BuildHints
{
    public static string Of(BuildFormat format, string folder, string m) => format switch
    {
        BuildFormat.CMake => $"add_subdirectory({CMake(folder)}) and link the library target '{m}'",
        BuildFormat.Make => $"include {folder}/{m}.mk and link $({m}_LIBRARY) $({m}_LIBS)",
        BuildFormat.Zephyr =>
            $"west build -- {ShellWord.Quote($"-DEXTRA_ZEPHYR_MODULES={Path.GetFullPath(folder)}")}, with "
                + $"CONFIG_MNV2_{m.ToUpperInvariant()}=y in prj.conf",
        BuildFormat.Arduino => $"put {folder} into the sketchbook's libraries folder; then File > Examples > {m} > Inference",
        BuildFormat.PlatformIO => $"put {folder} into the project's lib folder and #include <{m}.h>",
        BuildFormat.CmsisPack => $"add 'layer: {folder}/{m}.clayer.yml' to the project's layers",
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    // In brackets of its own a path is taken as it is, whatever is in it.
    private static string CMake(string path) => ShellWord.Quote(path) == path ? path : $"[==[{path}]==]";
}
