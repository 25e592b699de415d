namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>The checkout that the tests run in.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find();

    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MobileNetV2.CodeGen.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"'{AppContext.BaseDirectory}' is not below a checkout");
    }
}
