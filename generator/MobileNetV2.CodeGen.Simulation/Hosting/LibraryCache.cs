namespace MobileNetV2.CodeGen.Simulation.Hosting;

/// <summary>Built libraries by the hash of what they were made of; shared by all processes of a user.</summary>
internal sealed class LibraryCache(string folder)
{
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(30);

    /// <summary><c>$XDG_CACHE_HOME</c>, <c>~/.cache</c> or what the system has for it, and then <c>mnv2c</c>.</summary>
    public static string DefaultFolder
    {
        get
        {
            var xdg = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            var root = !string.IsNullOrEmpty(xdg) ? xdg
                : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
                : home.Length > 0 ? Path.Combine(home, ".cache")
                : Path.GetTempPath();
            return Path.Combine(root, "mnv2c", "simulation");
        }
    }

    public string? Find(string key)
    {
        var path = PathOf(key);
        if (!File.Exists(path))
            return null;
        Touch(path);
        return path;
    }

    /// <summary>Copies <paramref name="file"/> in. Several processes may do so at once: whoever is last replaces equal bytes,
    /// and nobody sees half a file.</summary>
    public string Add(string key, string file)
    {
        Directory.CreateDirectory(folder);
        RemoveForgotten();
        var path = PathOf(key);
        var arriving = $"{path}.{Guid.NewGuid():N}";
        File.Copy(file, arriving);
        File.Move(arriving, path, overwrite: true);
        return path;
    }

    private string PathOf(string key) => Path.Combine(folder, key + ".library");

    private static void Touch(string path)
    {
        try
        {
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The time only keeps the file from being forgotten.
        }
    }

    private void RemoveForgotten()
    {
        foreach (var file in Directory.EnumerateFiles(folder).Where(f => DateTime.UtcNow - File.GetLastWriteTimeUtc(f) > Forgotten))
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another process is at it.
            }
        }
    }
}
