using System.Reflection;

namespace MobileNetV2.CodeGen.Files;

/// <summary>Facts about this build of the compiler.</summary>
public static class ToolInfo
{
    /// <summary>The name that people type.</summary>
    public const string Name = "mnv2c";

    /// <summary>The version, as in the package: <c>0.1.0</c>.</summary>
    public static string Version { get; } =
        typeof(ToolInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
