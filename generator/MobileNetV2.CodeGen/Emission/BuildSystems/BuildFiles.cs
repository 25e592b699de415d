using MobileNetV2.CodeGen.Options;

namespace MobileNetV2.CodeGen.Emission.BuildSystems;

/// <summary>Which files make the output folder what a build system expects. All share the same C files.</summary>
internal static class BuildFiles
{
    /// <summary>A file and the template that renders it.</summary>
    public static IEnumerable<(string Path, string Template)> Of(BuildFormat format, string m) => format switch
    {
        BuildFormat.CMake => [("CMakeLists.txt", "CMakeLists.txt")],
        BuildFormat.Make => [($"{m}.mk", "make.mk")],
        BuildFormat.Zephyr =>
        [
            ("zephyr/module.yml", "zephyr/module.yml"),
            ("zephyr/CMakeLists.txt", "zephyr/CMakeLists.txt"),
            ("zephyr/Kconfig", "zephyr/Kconfig"),
        ],
        BuildFormat.Arduino =>
        [
            ("library.properties", "arduino/library.properties"),
            ("examples/Inference/Inference.ino", "arduino/Inference.ino"),
        ],
        BuildFormat.PlatformIO => [("library.json", "platformio/library.json")],
        BuildFormat.CmsisPack => [($"{m}.clayer.yml", "cmsis-pack/clayer.yml")],
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    /// <summary>Where the C files lie: Arduino and PlatformIO look for them in <c>src/</c>, the others are told.</summary>
    public static string SourceFolder(IEnumerable<BuildFormat> formats) =>
        formats.Any(f => f is BuildFormat.Arduino or BuildFormat.PlatformIO) ? "src/" : "";
}
