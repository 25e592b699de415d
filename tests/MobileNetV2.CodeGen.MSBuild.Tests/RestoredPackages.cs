namespace MobileNetV2.CodeGen.MSBuild.Tests;

/// <summary>Where the packages are that this checkout was built with.</summary>
internal static class RestoredPackages
{
    public static string Folder { get; } = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
}
