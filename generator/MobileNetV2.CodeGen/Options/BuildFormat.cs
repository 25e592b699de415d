namespace MobileNetV2.CodeGen.Options;

/// <summary><c>--emit</c>: a build system for which files are written beside the C.</summary>
public enum BuildFormat
{
    /// <summary><c>CMakeLists.txt</c>: a library target that links the target <c>cmsis-nn</c> when there is one.</summary>
    CMake,

    /// <summary><c>m.mk</c>: variables and rules to include in a Makefile.</summary>
    Make,

    /// <summary><c>zephyr/</c>: makes the folder a Zephyr module with Kconfig options.</summary>
    Zephyr,

    /// <summary><c>library.properties</c>, <c>src/</c> and an example: makes the folder an Arduino library.</summary>
    Arduino,

    /// <summary><c>library.json</c> and <c>src/</c>: makes the folder a PlatformIO library.</summary>
    PlatformIO,

    /// <summary><c>m.clayer.yml</c>: a layer for csolution projects, with the CMSIS-NN pack.</summary>
    CmsisPack,
}
