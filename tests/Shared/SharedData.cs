namespace MobileNetV2.CodeGen.Tests.Shared;

/// <summary>Real networks and oracle outputs that live beside the checkout, in <c>../shared</c>.
/// Tests that need them skip when they are absent.</summary>
internal static class SharedData
{
    private static readonly string? Root = Find();

    /// <summary>The full path of a file below the shared folder; skips the calling test when the folder or file is absent.</summary>
    public static string Require(params string[] parts)
    {
        Skip.If(Root is null, "the folder 'shared' with real networks is not beside this checkout");
        var path = Path.Combine([Root!, .. parts]);
        Skip.IfNot(File.Exists(path) || Directory.Exists(path), $"'{path}' is not there");
        return path;
    }

    private static string? Find()
    {
        var shared = Path.GetFullPath(Checkout.PathOf("..", "shared"));
        return Directory.Exists(Path.Combine(shared, "models")) ? shared : null;
    }
}
